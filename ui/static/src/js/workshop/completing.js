// A list of completions under a field of text, by keyboard or pointer. `offer(text, caret)` gives
// { from, to, options: [{ text, shown, caret }] }: what stands between them is written over by the chosen text.
// Its third argument says whether the list was asked for (Ctrl and space) or may open by itself.
let count = 0;

export function completing(field, offer) {
  const list = document.createElement("ul");
  const id = `completions-${count += 1}`;
  Object.assign(list, { id, className: "completions", role: "listbox", hidden: true });
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? field.getAttribute("aria-label") ?? "");
  field.parentElement.classList.add("has-completions");
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  let found = null, at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function show(asked = false) {
    found = field.selectionStart === field.selectionEnd ? offer(field.value, field.selectionStart, asked) : null;
    const typed = found && field.value.slice(found.from, found.to);
    if (!found?.options.length || found.options.every((each) => each.text === typed)) return close();
    list.replaceChildren(...found.options.map((each, place) => {
      const item = Object.assign(document.createElement("li"), { id: `${id}-${place}`, role: "option", textContent: each.shown });
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(place); });
      return item;
    }));
    list.hidden = false;
    under();
    go(-1);
  }

  // Under the line that is written, or over it where there is no room; the field does not wrap its lines.
  function under() {
    if (getComputedStyle(list).position === "fixed") return beside();
    const style = getComputedStyle(field), line = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.5;
    const number = field.value.slice(0, field.selectionStart).split("\n").length;
    const top = parseFloat(style.paddingTop) + number * line - field.scrollTop;
    const over = top + list.offsetHeight > field.offsetHeight && top - line > list.offsetHeight;
    list.style.top = `${field.offsetTop + Math.min(Math.max(over ? top - line - list.offsetHeight : top, 0), field.offsetHeight)}px`;
  }

  // In a frame that scrolls, as a table's, the list stands on the page, where nothing cuts it.
  function beside() {
    const box = field.getBoundingClientRect(), room = innerHeight - box.bottom > list.offsetHeight;
    list.style.left = `${Math.max(0, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${room ? box.bottom : Math.max(0, box.top - list.offsetHeight)}px`;
  }

  function go(to) {
    list.children[at]?.removeAttribute("aria-selected");
    at = to;
    const item = list.children[at];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    item ? field.setAttribute("aria-activedescendant", item.id) : field.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const { text, caret } = found.options[place];
    field.setRangeText(text, found.from, found.to, "end");
    const end = found.from + (caret ?? text.length);
    field.setSelectionRange(end, end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("input", () => show());
  addEventListener("scroll", (event) => { if (event.target !== field && event.target !== list) close(); }, true);
  field.addEventListener("blur", close);
  field.addEventListener("click", close);
  field.addEventListener("scroll", () => list.hidden || under());
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === " ") { event.preventDefault(); return show(true); }
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") go(at < last ? at + 1 : 0);
    else if (event.key === "ArrowUp") go(at > 0 ? at - 1 : last);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Tab" && at >= 0) choose(at);
    else return;
    event.preventDefault();
  });
}
