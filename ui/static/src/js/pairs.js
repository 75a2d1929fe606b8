// Two versions of a process side by side: an element of the old one is clicked, then its target in the new
// one. Equal numbers show what belongs together, a question mark what has no place. Nothing is kept here: the
// select fields of the plan are what is edited, by these clicks or by hand, and what is sent.
const NOTHING = "-", FIELD = "e.";
const boards = new WeakMap();

function fieldsOf(board) {
  return [...board.form.querySelectorAll(`select[name^="${FIELD}"]`)];
}

function idOf(field) {
  return field.name.slice(FIELD.length);
}

function targetsOf(field) {
  return [...field.options].map((option) => option.value).filter((value) => value && value !== NOTHING);
}

function emptyOf(field) {
  return [...field.options].some((option) => option.value === "") ? "" : NOTHING;
}

function mapped(field) {
  return Boolean(field.value) && field.value !== NOTHING;
}

// Two elements cannot become the same one: who had the target before loses it.
function put(board, field, value) {
  for (const other of fieldsOf(board)) if (value && value !== NOTHING && other !== field && other.value === value) other.value = emptyOf(other);
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function said(board, name, ...facts) {
  return facts.reduce((text, fact) => text.replace("%s", fact), board.root.dataset[name]);
}

function nameIn(viewer, id) {
  return viewer?.get("elementRegistry").get(id)?.businessObject.name || id;
}

function nameOf(board, side, id) {
  return nameIn(board.drawn.find((each) => each.side === side && each.marks.has(id))?.viewer, id);
}

function choose(board, id, focus) {
  const before = board.chosen;
  board.chosen = id;
  render(board);
  if (!focus) return;
  const [side, wanted] = id ? ["new", board.aims[0]] : ["old", before];
  board.drawn.find((each) => each.side === side && each.marks.has(wanted))?.marks.get(wanted).button.focus();
}

function clicked(board, side, id, byKeys) {
  if (side === "old") return choose(board, board.chosen === id ? null : id, byKeys);
  const field = fieldsOf(board).find((each) => idOf(each) === board.chosen);
  if (!field || !targetsOf(field).includes(id)) return;
  put(board, field, id);
  choose(board, null, byKeys);
}

function mark(board, drawing, id) {
  const element = drawing.viewer.get("elementRegistry").get(id);
  if (!element || element.waypoints) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "pair-mark" });
  button.addEventListener("click", (event) => { event.stopPropagation(); clicked(board, drawing.side, id, event.detail === 0); });
  drawing.viewer.get("overlays").add(element, { position: { top: -14, right: 16 }, html: button, scale: false });
  drawing.marks.set(id, { button, element });
}

function toggle(drawing, element, name, on) {
  const canvas = drawing.viewer.get("canvas");
  on ? canvas.addMarker(element, name) : canvas.removeMarker(element, name);
}

function show(drawing, { button, element }, { text, label, kind, open, pressed = false, hidden = false }) {
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", String(pressed));
  button.className = `pair-mark is-${kind}${pressed ? " is-chosen" : ""}`;
  button.hidden = hidden;
  toggle(drawing, element, "is-open", open);
  toggle(drawing, element, "is-chosen", pressed);
  toggle(drawing, element, "is-lost", kind === "lost");
  toggle(drawing, element, "is-aim", kind === "aim");
}

function renderOld(board, drawing, fields, numbers) {
  for (const field of fields) {
    const id = idOf(field), there = drawing.marks.get(id);
    if (!there) continue;
    const name = nameIn(drawing.viewer, id), number = numbers.get(id);
    const kind = mapped(field) ? "pair" : field.value === NOTHING ? "gone" : "lost";
    const label = number ? said(board, "paired", name, nameOf(board, "new", field.value), number) : said(board, kind, name);
    show(drawing, there, { text: number ?? (kind === "gone" ? "×" : "?"), label, kind, open: true, pressed: board.chosen === id });
  }
}

function renderNew(board, drawing, numbers) {
  for (const [id, there] of drawing.marks) {
    const name = nameIn(drawing.viewer, id), number = board.taken.get(id), aim = board.aims.includes(id);
    const label = aim ? said(board, "aim", name) : said(board, number ? "target" : "fresh", name, number);
    show(drawing, there, { text: number ?? "+", label, kind: aim ? "aim" : "pair", open: aim, hidden: !aim && !number });
    there.button.disabled = !aim;
  }
}

function render(board) {
  const fields = fieldsOf(board), pairs = fields.filter(mapped);
  const numbers = new Map(pairs.map((field, at) => [idOf(field), at + 1]));
  const chosen = fields.find((field) => idOf(field) === board.chosen);
  board.taken = new Map(pairs.map((field) => [field.value, numbers.get(idOf(field))]));
  board.aims = chosen ? targetsOf(chosen) : [];
  for (const drawing of board.drawn) drawing.side === "old" ? renderOld(board, drawing, fields, numbers) : renderNew(board, drawing, numbers);
  const lost = fields.filter((field) => field.value === "").length;
  const idle = lost ? said(board, "someLost", lost) : board.root.dataset.noneLost;
  const asks = chosen && said(board, board.aims.length ? "pick" : "noAim", nameOf(board, "old", board.chosen));
  board.bar.querySelector("p").textContent = asks ?? idle;
  for (const button of board.bar.querySelectorAll("button")) button.hidden = !chosen;
  board.bar.classList.toggle("is-asking", Boolean(chosen));
  if (chosen) reveal(board);
}

function reveal(board) {
  for (const drawing of board.drawn.filter((each) => each.side === "new")) {
    const there = board.aims.map((id) => drawing.marks.get(id)).find(Boolean);
    if (!there) continue;
    const frame = drawing.outer.querySelector(".diagram-frame"), { x, y } = there.button.getBoundingClientRect(), box = frame.getBoundingClientRect();
    if (x < box.left || x > box.right - 30) frame.scrollLeft += x - box.left - box.width / 2;
    if (y < box.top || y > box.bottom - 30) frame.scrollTop += y - box.top - box.height / 2;
    drawing.outer.scrollIntoView({ block: "nearest" });
    return;
  }
}

function boardOf(root) {
  if (boards.has(root)) return boards.get(root);
  const board = { root, form: document.getElementById(root.dataset.pairs), bar: root.querySelector(".pair-bar"), drawn: [], chosen: null, aims: [], taken: new Map() };
  boards.set(root, board);
  board.form.addEventListener("change", () => render(board));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && board.chosen) choose(board, null, true); });
  board.bar.addEventListener("click", (event) => {
    const act = event.target.closest("button")?.value;
    const field = fieldsOf(board).find((each) => idOf(each) === board.chosen);
    if (!act || !field) return;
    if (act !== "leave") put(board, field, act === "drop" ? NOTHING : emptyOf(field));
    choose(board, null, true);
  });
  board.bar.hidden = false;
  return board;
}

export function pair(outer, viewer) {
  const root = outer.closest("[data-pairs]");
  if (!root) return;
  const board = boardOf(root), drawing = { outer, viewer, side: outer.closest("[data-side]").dataset.side, marks: new Map() };
  board.drawn.push(drawing);
  const ids = fieldsOf(board).flatMap((field) => (drawing.side === "old" ? [idOf(field)] : targetsOf(field)));
  for (const id of new Set(ids)) mark(board, drawing, id);
  viewer.get("eventBus").on("element.click", ({ element }) => { if (drawing.marks.has(element.id)) clicked(board, drawing.side, element.id, false); });
  render(board);
}
