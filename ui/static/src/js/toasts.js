// A toast goes by itself, and waits while it is pointed at or holds the focus.
import { each, once } from "./page.js";

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
