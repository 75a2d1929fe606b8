// Marked rows: the bulk bar appears with its count; nothing is live while rows are marked.
import { each } from "./page.js";

const boxes = () => [...document.querySelectorAll(".select-target input")];

export const marked = () => boxes().filter((box) => box.checked).length;

export function count() {
  const number = marked();
  document.querySelectorAll("[data-bulk]").forEach((bar) => {
    bar.classList.toggle("is-on", number > 0);
    const text = number === 1 ? bar.dataset.one : bar.dataset.many.replace("%s", number);
    bar.querySelector("[data-bulk-count]").textContent = text;
  });
  document.documentElement.classList.toggle("is-selecting", number > 0);
}

export function clear() {
  boxes().forEach((box) => (box.checked = false));
  count();
}

document.addEventListener("change", (event) => event.target.matches?.(".select-target input") && count());
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".bulk-clear")) return;
  event.preventDefault();
  clear();
});
each("[data-bulk]", count);
