// A map of parcels: what the page already says in its table, drawn. Layers come with the page, others
// from the server as the map is moved. Where something is drawn, a click, or Enter at the cross in the
// middle, writes a corner into the text field; the field is what is sent, and the server decides.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const corners = (field) => field.value.trim().split("\n").map((line) => line.trim().split(/[\s,;]+/).map(Number))
  .filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && lon !== undefined && lat !== undefined);

function layer(data, map, words) {
  return L.geoJSON(data, {
    style: ({ properties }) => ({ className: `land-${properties.kind}` }),
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 9 }),
    onEachFeature: ({ properties }, drawn) => {
      if (properties.label) drawn.bindTooltip(properties.label, { permanent: properties.kind !== "parcel", direction: "center", className: "land-name" });
      if (properties.href && !words) drawn.on("click", () => location.assign(properties.href));
    },
  }).addTo(map);
}

function follow(frame, map) {
  let shown = L.geoJSON(), asked = 0;
  const load = async () => {
    const own = ++asked, box = map.getBounds().toBBoxString();
    const answer = await fetch(`${frame.dataset.source}?box=${box}`, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok || own !== asked) return;
    const data = await answer.json();
    shown.remove();
    shown = layer(data, map, frame.dataset.into);
    shown.bringToBack();
  };
  map.on("moveend", load);
  load();
}

function drawInto(frame, map, field) {
  const line = L.polyline([], { className: "land-line" }).addTo(map);
  const said = frame.parentElement.querySelector("[data-land-said]");
  const again = () => line.setLatLngs(corners(field).map(([lon, lat]) => [lat, lon]));
  const put = (at) => {
    const kept = corners(field).length ? `${field.value.trimEnd()}\n` : "";
    field.value = `${kept}${at.lng.toFixed(8)} ${at.lat.toFixed(8)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = frame.dataset.put.replace("{n}", corners(field).length);
    again();
  };
  field.addEventListener("input", again);
  map.on("click", ({ latlng }) => put(latlng));
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame || event.key !== "Enter") return;
    event.preventDefault();
    put(map.getCenter());
  });
  frame.closest("form, .stack").querySelector("[data-land-clear]")?.addEventListener("click", () => {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = "";
  });
  frame.classList.add("is-drawing");
  again();
}

export function show(frame) {
  const data = JSON.parse(frame.dataset.layers), field = document.getElementById(frame.dataset.into);
  const map = L.map(frame, { attributionControl: false, maxZoom: 24, zoomSnap: 0.25, zoomAnimation: false, fadeAnimation: false });
  const own = layer(data, map, field);
  const box = JSON.parse(frame.dataset.box);
  map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { padding: [20, 20], maxZoom: 22 });
  L.control.scale({ imperial: false }).addTo(map);
  if (frame.dataset.source) follow(frame, map);
  if (field) drawInto(frame, map, field);
  own.bringToFront();
  frame.setAttribute("aria-label", frame.dataset.label);
  frame.classList.add("is-drawn");
}
