// Keys of the inbox, outside fields only: J K move (with Shift they mark too), Enter opens, X marks,
// / searches, ? helps, U goes back to the list, G then a letter goes, Ctrl+Enter completes, Esc clears
// what is marked.
// Any other letter presses what shows it on its cap, or carries it as data-key: first in the
// row, then in the newest message.
import { back, enter, here, lines } from "./place.js";
import { clear, count, marked } from "./selection.js";

let waiting = 0;

function move(step) {
  const all = lines();
  enter(all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)]);
}

function mark(value) {
  const box = here()?.querySelector(".select-target input");
  if (!box) return;
  box.checked = value ?? !box.checked;
  count();
}

function press(letter) {
  const cap = marked() && [...document.querySelectorAll(".bulk.is-on kbd")].find((key) => key.textContent === letter);
  const carries = `[data-key="${letter}"]`;
  const target = cap?.closest?.("button") ?? here()?.querySelector(carries) ?? document.querySelector(`#toasts ${carries}`) ?? document.querySelector(carries);
  target?.click();
}

const keys = {
  J: (event) => { move(1); if (event.shiftKey) mark(true); },
  K: (event) => { move(-1); if (event.shiftKey) mark(true); },
  X: () => mark(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.querySelector("[data-keys]")?.click(),
  U: () => back(),
  G: () => { waiting = Date.now(); },
};

// A box that marks a row sends no form: Enter opens the row, as everywhere in it.
function open(event) {
  event.preventDefault();
  here()?.querySelector(".row-link")?.click();
}

function complete(event) {
  const form = event.target.closest?.("form");
  const button = form?.querySelector(".button-primary");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

function single(event) {
  const letter = event.key.toUpperCase();
  if (waiting && Date.now() - waiting < 1500) {
    waiting = 0;
    return document.querySelector(`[data-go="${CSS.escape(letter)}"]`)?.click();
  }
  const act = keys[letter];
  if (act) {
    event.preventDefault();
    act(event);
  } else if (/^[A-Z]$/.test(letter)) press(letter);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) return complete(event);
  if (event.key === "Enter" && event.target.matches?.(".select-target input")) return open(event);
  if (event.key === "Escape" && marked()) return clear();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (document.documentElement.dataset.letters === "off") return;
  single(event);
});
