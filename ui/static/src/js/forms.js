// Busy buttons (a second press does nothing), unsaved changes, focus on the summary of errors.
import { alertOf, each, words } from "./page.js";

const busy = new WeakMap();

function begin(button) {
  const label = button.querySelector(".button-word");
  busy.set(button, button.innerHTML);
  button.setAttribute("aria-disabled", "true");
  button.classList.add("is-busy");
  button.querySelector(".icon")?.remove();
  if (label) label.textContent = button.dataset.busy || words.busy;
  const turning = document.createElement("span");
  turning.className = "turning";
  turning.setAttribute("aria-hidden", "true");
  button.prepend(turning);
}

function end(button) {
  if (!busy.has(button)) return;
  button.innerHTML = busy.get(button);
  button.removeAttribute("aria-disabled");
  button.classList.remove("is-busy");
  busy.delete(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ([...form.elements].some((element) => busy.has(element))) return event.preventDefault();
  delete form.dataset.dirty;
  if (event.submitter?.classList.contains("button")) setTimeout(() => begin(event.submitter));
}, true);

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('.button[aria-disabled="true"]');
  if (button) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

export const settle = () => document.querySelectorAll(".is-busy").forEach(end);
addEventListener("pageshow", settle);
document.addEventListener("htmx:finally:request", (event) => {
  settle();
  const form = event.target.closest?.("form[data-guard]");
  if (form && event.detail?.ctx?.response?.raw?.ok) delete form.dataset.dirty;
});
document.addEventListener("htmx:before:request", () => alertOf(""));
document.addEventListener("htmx:error", () => alertOf(words.failed));

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.dirty = "1";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

each("[data-focus]", (element) => {
  if (element.dataset.focused) return;
  element.dataset.focused = "1";
  element.focus({ preventScroll: false });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".summary a");
  const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return;
  event.preventDefault();
  (control.closest(".field") ?? control).scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
});
