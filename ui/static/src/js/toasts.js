// A toast goes by itself, and waits while it is pointed at or holds the focus. Losing the line is told
// until it comes back.
import { each, once, words } from "./page.js";

each("[data-toast]", (toast) => {
  const seconds = Number(toast.dataset.toast);
  if (!seconds || !once(toast, "Toast")) return;
  let timer;
  const wait = () => clearTimeout(timer);
  const go = () => { wait(); timer = setTimeout(() => toast.remove(), seconds * 1000); };
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
  go();
});

addEventListener("offline", () => {
  const toast = document.createElement("div");
  toast.className = "toast toast-warn";
  toast.id = "offline";
  toast.textContent = words.offline;
  document.getElementById("offline") ?? document.getElementById("toasts")?.append(toast);
});
addEventListener("online", () => document.getElementById("offline")?.remove());
