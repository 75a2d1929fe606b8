// The place in a list: kept when its row is swapped or goes away, and when one comes back to the list.
const KEPT = "cauce.place", AHEAD = 20;
let trail = [], last = null;

export const lines = () => [...document.querySelectorAll(".line")].filter((line) => line.offsetParent);
export const here = () => lines().find((line) => line.contains(document.activeElement));
const doors = [".row-link", ".select-target input", "a, button"];
export const enter = (line) => doors.map((door) => line?.querySelector(door)).find(Boolean)?.focus();

// A row and those after it: whoever of them is still there takes the focus.
function ahead(row) {
  const all = lines(), at = all.indexOf(row);
  return at < 0 ? [] : all.slice(at, at + AHEAD).map((line) => line.id);
}

function stand(ids) {
  const left = ids.map((id) => id && document.getElementById(id)).find(Boolean) ?? lines().at(-1);
  left ? enter(left) : document.getElementById("main")?.focus();
}

document.addEventListener("htmx:before:swap", () => { trail = ahead(here()); });
document.addEventListener("htmx:after:swap", () => {
  if (trail.length && document.activeElement === document.body) stand(trail);
  trail = [];
});

document.addEventListener("focusin", () => { last = here() ?? last; });

const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; } };
const address = () => document.querySelector("#acts [name=_from]")?.value ?? location.pathname + location.search;

addEventListener("pagehide", () => {
  if (document.querySelector(".line[id]")) sessionStorage.setItem(KEPT, JSON.stringify({ list: address(), rows: ahead(last) }));
});
addEventListener("pageshow", () => {
  const place = kept();
  if (place?.list !== address() || !place.rows.length || document.querySelector("[data-focus]")) return;
  if (document.activeElement === document.body) stand(place.rows);
});

export const back = () => { const place = kept(); place ? location.assign(place.list) : history.back(); };
