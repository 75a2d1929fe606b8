// A map of parcels: what the page already says in its table, drawn. Layers come with the page, others
// from the server as the map is moved. Drawing on it is tracing.js.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import { trace } from "./tracing.js";

const QUIET = ["parcel", "held"]; // named when one points at them: so are those searched, where they are many

function layer(data, map, words) {
  const many = data.features.filter(({ properties }) => properties.kind === "found").length > 3;
  return L.geoJSON(data, {
    style: ({ properties }) => ({ className: `land-${properties.kind}` }),
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 9 }),
    onEachFeature: ({ properties }, drawn) => {
      if (properties.label) drawn.bindTooltip(properties.label, { permanent: !QUIET.includes(properties.kind) && !(many && properties.kind === "found"), direction: "center", className: "land-name" });
      if (properties.href && !words) drawn.on("click", () => location.assign(properties.href));
    },
  }).addTo(map);
}

function follow(frame, map) {
  let shown = L.geoJSON(), asked = 0;
  const said = frame.parentElement.querySelector("[data-land-said]");
  const load = async () => {
    const own = ++asked, box = map.getBounds().toBBoxString();
    const answer = await fetch(`${frame.dataset.source}?box=${box}`, { headers: { Accept: "application/geo+json" } }).catch(() => ({ ok: false }));
    if (own !== asked) return;
    if (!answer.ok) return void (said.textContent = frame.dataset.failed);
    const data = await answer.json();
    if (own !== asked) return;
    said.textContent = data.more ? frame.dataset.more : "";
    shown.remove();
    shown = layer(data, map, frame.dataset.into);
    shown.bringToBack();
  };
  map.on("moveend", load);
  load();
}

export function show(frame) {
  const data = JSON.parse(frame.dataset.layers), field = document.getElementById(frame.dataset.into);
  const map = L.map(frame, { attributionControl: false, maxZoom: 24, zoomSnap: 0.25, zoomAnimation: false, fadeAnimation: false });
  const own = layer(data, map, field);
  const box = JSON.parse(frame.dataset.box);
  map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { padding: [20, 20], maxZoom: 22 });
  L.control.scale({ imperial: false }).addTo(map);
  if (frame.dataset.source) follow(frame, map);
  own.bringToFront();
  if (field) trace(frame, map, field, data);
  frame.setAttribute("aria-label", frame.dataset.label);
  frame.classList.add("is-drawn");
}
