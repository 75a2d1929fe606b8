// The editors of tables and forms: what is typed keeps itself, and what the server says of it (findings,
// numbers of the law, the form as it is shown) is put beside it without touching what is being typed.
import { checked, completingIn } from "./workshop/feel.js";
import { keeper } from "./workshop/keeping.js";

const isFormula = (field) => field.matches(".is-feel, [data-feel]");

export function open(form) {
  const drawing = {
    form: () => new URLSearchParams(new FormData(form)),
    on: (changed) => form.addEventListener("input", changed),
    off: (changed) => form.removeEventListener("input", changed),
  };
  const kept = keeper(form, drawing, { refresh: () => refresh(form) });
  form.querySelector("[data-manual]").hidden = true;
  completingIn(form, JSON.parse(form.dataset.offer), isFormula, (field) => allowed(form, field));
  form.addEventListener("change", ({ target }) => { if (isFormula(target)) checked(target, form.dataset.check, form.dataset.csrf, target.dataset.kind); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter?.closest("[data-act]");
    press(form, kept, button);
  }, true);
}

// The texts that a cell of a table may hold, as its column allows them now.
function allowed(form, field) {
  const [, table, kind, column] = /^(t\d+-)(in|out|outdefault)(\d+)$/.exec(field.name) ?? [];
  const values = kind && form.elements[`${table}${kind === "in" ? "in" : "out"}values${column}`]?.value;
  return [...(values ?? "").matchAll(/"([^"]*)"/g)].map((found) => found[1]);
}

// Nothing is typed while rows change: what is sent next names them by their new places.
async function press(form, kept, button) {
  form.inert = true;
  const said = await kept.now(button ? { act: button.value } : {});
  if (said && button) await whole(form);
  form.inert = false;
  if (said && button) focusOn(said.place, button.value);
}

async function page(form) {
  const answer = await fetch(form.dataset.here, { headers: { Accept: "text/html" } });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function refresh(form) {
  const found = await page(form);
  for (const part of found?.querySelectorAll("[data-live]") ?? []) {
    const here = document.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
    if (here && here.innerHTML !== part.innerHTML) here.innerHTML = part.innerHTML;
  }
  for (const box of found?.querySelectorAll(".desk [name]") ?? []) {
    const same = [...form.elements].filter((one) => one.name === box.name);
    const place = [...found.querySelectorAll(`.desk [name="${CSS.escape(box.name)}"]`)].indexOf(box);
    const invalid = box.getAttribute("aria-invalid");
    invalid ? same[place]?.setAttribute("aria-invalid", invalid) : same[place]?.removeAttribute("aria-invalid");
  }
}

// A row came, went or moved: the whole is shown anew, and the keyboard goes on where it was.
async function whole(form) {
  const found = await page(form), fresh = found?.getElementById("desk-whole");
  if (!fresh) return location.reload();
  const here = document.getElementById("desk-whole");
  for (const part of here.querySelectorAll("details[open][id]")) fresh.querySelector(`#${CSS.escape(part.id)}`)?.setAttribute("open", "");
  here.replaceChildren(...fresh.childNodes);
}

function focusOn(place, act) {
  const row = document.getElementById(place), verb = act.split(" ")[0];
  for (const part of [row?.closest("details"), verb.startsWith("new") && row?.querySelector("details")]) if (part) part.open = true;
  const button = row?.querySelector(`[data-act][value^="${CSS.escape(verb)} "]:enabled`);
  const field = row?.querySelector("textarea, input:not([type=hidden]), select");
  ((/^(add|copy|inside|new)/.test(verb) && field) || button || field || row?.querySelector("[data-act]:enabled"))?.focus();
}
