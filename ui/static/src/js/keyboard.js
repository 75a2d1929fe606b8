// Keys of the inbox, outside fields only: J K move, Enter opens, X marks, / searches, ? helps,
// G then B E V T goes, Ctrl+Enter completes. A bulk action has the key that its cap shows.
import { count } from "./selection.js";

let waiting = 0;
const lines = () => [...document.querySelectorAll(".line")].filter((line) => line.offsetParent);
const here = () => lines().findIndex((line) => line.contains(document.activeElement));

function move(step) {
  const all = lines();
  const next = all[Math.min(Math.max(here() + step, 0), all.length - 1)];
  next?.querySelector(".row-link, .select-target input, a, button")?.focus();
}

function mark() {
  const box = lines()[here()]?.querySelector(".select-target input");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function pressAction(letter) {
  const cap = [...document.querySelectorAll(".bulk.is-on kbd")].find((key) => key.textContent === letter);
  cap?.closest("button")?.click();
}

function go(letter) {
  const place = { B: 0, E: 1, V: 2, T: 3 }[letter];
  document.querySelectorAll(".channel a")[place]?.click();
}

const keys = {
  J: () => move(1),
  K: () => move(-1),
  X: mark,
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.querySelector(".side-foot a")?.click(),
  G: () => { waiting = Date.now(); },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) {
    const form = event.target.closest?.("form");
    const button = form?.querySelector(".button-primary");
    if (button) { event.preventDefault(); form.requestSubmit(button); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (document.documentElement.dataset.letters === "off") return;
  const letter = event.key.toUpperCase();
  if (waiting && Date.now() - waiting < 1500) { waiting = 0; return go(letter); }
  const act = keys[letter];
  if (act) { event.preventDefault(); act(); } else if (letter.length === 1) pressAction(letter);
});
