// Drawing on the map of parcels: clicks, or Enter at the cross, write corners into the text field, which
// is all that is sent. Corners and boundaries that are there already are taken as they are, and a ring shows
// which; what was drawn is measured in words as it grows. A boundary is moved by its corner: first the old
// place, then the new one. By keyboard, N goes to the next corner of what is drawn upon.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const NEAR = 12; // pixels within which a corner that is there is meant
const number = "-?\\d+(?:\\.\\d+)?";
const pair = new RegExp(`^(${number})[\\s,;]+(${number})$`), inDegrees = ([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

export function pairsIn(text) {
  return text.split("\n").map((line) => pair.exec(line.trim())).filter(Boolean).map(([, lon, lat]) => [Number(lon), Number(lat)]).filter(inDegrees);
}

// Flat metres around a place: good to a centimetre over a block, and only for who draws; the server measures.
export function measured(places) {
  if (places.length < 2) return { length: 0, area: 0 };
  const along = 111319.49 * Math.cos((places[0][1] * Math.PI) / 180), up = 110946.25;
  const flat = places.map(([lon, lat]) => [(lon - places[0][0]) * along, (lat - places[0][1]) * up]);
  let length = 0, area = 0;
  flat.forEach(([x, y], at) => {
    if (at) length += Math.hypot(x - flat[at - 1][0], y - flat[at - 1][1]);
    const [nx, ny] = flat[(at + 1) % flat.length];
    area += (x * ny - nx * y) / 2;
  });
  return { length, area: Math.abs(area) };
}

export function cornersOf(data) {
  const found = [], walk = (part) => (typeof part[0] === "number" ? found.push(part) : part.forEach(walk));
  for (const { geometry, properties } of data.features) if (properties.kind !== "fault" && geometry.coordinates) walk(geometry.coordinates);
  return found;
}

export function edgesOf(data) {
  const found = [], walk = (part) => {
    if (typeof part[0][0] === "number") part.slice(1).forEach((to, at) => found.push([part[at], to]));
    else part.forEach(walk);
  };
  for (const { geometry, properties } of data.features) if (properties.kind !== "fault" && geometry.type.endsWith("Polygon")) walk(geometry.coordinates);
  return found;
}

function nearest(map, known, at, corners) {
  const here = map.latLngToContainerPoint(at), on = ([lon, lat]) => map.latLngToContainerPoint([lat, lon]);
  let best = null, least = NEAR;
  for (const [from, to] of known) {
    const one = on(from), other = corners ? one : on(to), span = other.subtract(one), long = span.x ** 2 + span.y ** 2;
    const part = long ? Math.min(1, Math.max(0, ((here.x - one.x) * span.x + (here.y - one.y) * span.y) / long)) : 0;
    const away = here.distanceTo(one.add(span.multiplyBy(part)));
    if (away < least) [best, least] = [corners ? from : [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part], away];
  }
  return best;
}

export function trace(frame, map, field, data) {
  const corners = cornersOf(data).map((at) => [at]), edges = edgesOf(data), own = [...new Map(cornersOf({ features: data.features.filter(({ properties }) => properties.kind === "own") }).map((at) => [at.join(), at])).values()];
  const form = field.closest("form"), said = frame.parentElement.querySelector("[data-land-said]");
  const line = L.polyline([], { className: "land-line" }).addTo(map), taken = L.circleMarker([0, 0], { radius: 7, className: "land-line" });
  const ring = L.circleMarker([0, 0], { radius: 9, className: "land-snap", interactive: false });
  const way = () => form.querySelector("[name=way]:checked, [name=way][type=hidden]")?.value;
  let from = null, next = -1;
  const snapped = (at) => nearest(map, corners, at, true) ?? (way() === "moves" ? null : nearest(map, edges, at, false));
  const point = (at) => {
    const place = snapped(at);
    if (place) ring.setLatLng([place[1], place[0]]).addTo(map);
    else ring.remove();
  };
  const shown = () => {
    const text = field.value.split(/\n\s*\n/), last = pairsIn(text[text.length - 1]);
    line.setLatLngs((way() === "moves" ? [] : last).map(([lon, lat]) => [lat, lon]));
    if (from) taken.setLatLng([from[1], from[0]]).addTo(map);
    else taken.remove();
    const { length, area } = measured(last), closed = way() !== "line" && last.length > 2;
    if (way() === "moves") said.textContent = from ? frame.dataset.taken : "";
    else said.textContent = last.length ? frame.dataset[closed ? "round" : "put"].replace("{n}", last.length).replace("{m}", length.toFixed(2)).replace("{a}", area.toFixed(2)) : "";
  };
  const write = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const told = ([lon, lat]) => `${lon.toFixed(8)} ${lat.toFixed(8)}`;
  const put = (at) => {
    const place = snapped(at) ?? [at.lng, at.lat], kept = field.value.trim() ? `${field.value.replace(/[ \n]+$/, "")}${/\n\s*\n$/.test(field.value) ? "\n\n" : "\n"}` : "";
    if (way() !== "moves") return write(`${kept}${told(place)}`);
    if (!from) from = place;
    else {
      const step = `${kept}${told(from)} ${told(place)}`;
      from = null;
      return write(step);
    }
    shown();
  };
  const undo = () => {
    if (from) {
      from = null;
      shown();
    } else write(field.value.trimEnd().split("\n").slice(0, -1).join("\n"));
  };
  field.addEventListener("input", shown);
  form.addEventListener("change", () => { from = null; shown(); });
  const further = () => {
    if (!own.length) return;
    next = (next + 1) % own.length;
    map.panTo([own[next][1], own[next][0]], { animate: false });
    point(map.getCenter());
    said.textContent = frame.dataset.corner.replace("{n}", next + 1).replace("{all}", own.length);
  };
  map.on("click", ({ latlng }) => put(latlng));
  map.on("mousemove", ({ latlng }) => point(latlng));
  map.on("mouseout", () => ring.remove());
  map.on("moveend", () => document.activeElement === frame && point(map.getCenter()));
  frame.addEventListener("keydown", (event) => {
    const does = { Enter: () => put(map.getCenter()), Backspace: undo, n: further, N: further }[event.key];
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey || !does) return;
    event.preventDefault();
    does();
  });
  form.querySelector("[data-land-undo]")?.addEventListener("click", undo);
  form.querySelector("[data-land-clear]")?.addEventListener("click", () => { from = null; write(""); });
  const back = L.control({ position: "topright" });
  back.onAdd = () => {
    const button = L.DomUtil.create("button", "land-undo");
    Object.assign(button, { type: "button", textContent: frame.dataset.undo });
    L.DomEvent.disableClickPropagation(button).on(button, "click", undo);
    return button;
  };
  back.addTo(map);
  frame.classList.add("is-drawing");
  shown();
}
