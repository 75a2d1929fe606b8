// What every module needs: the page's own words, and "now and after each swap".
export const words = document.body?.dataset ?? {};

export function each(selector, act) {
  const run = (root) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll?.(selector).forEach(act);
  };
  const ready = () => run(document);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", ready) : ready();
  document.addEventListener("htmx:after:swap", () => run(document));
}

export function once(element, name) {
  const key = `done${name}`;
  if (element.dataset[key]) return false;
  element.dataset[key] = "1";
  return true;
}

export function alertOf(text) {
  const place = document.getElementById("alerts");
  if (place && place.textContent !== text) place.textContent = text;
}
