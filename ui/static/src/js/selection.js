// Marked rows: the bulk bar appears with its count; nothing is live while rows are marked.
import { each } from "./page.js";

const boxes = () => [...document.querySelectorAll(".select-target input")];

export function count() {
  const marked = boxes().filter((box) => box.checked).length;
  document.querySelectorAll("[data-bulk]").forEach((bar) => {
    bar.classList.toggle("is-on", marked > 0);
    const text = marked === 1 ? bar.dataset.one : bar.dataset.many.replace("%s", marked);
    bar.querySelector("[data-bulk-count]").textContent = text;
  });
  document.documentElement.classList.toggle("is-selecting", marked > 0);
}

document.addEventListener("change", (event) => event.target.matches?.(".select-target input") && count());
document.addEventListener("reset", () => setTimeout(count));
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".bulk-clear")) return;
  boxes().forEach((box) => (box.checked = false));
  count();
});
each("[data-bulk]", count);
