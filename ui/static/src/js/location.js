// A point on the map of a municipality: with the pointer, with the arrows, from the device, or typed. The two texts are the answer;
// the map only writes and shows them.
import { each, once } from "./page.js";

const NAME = /^\s*([-−]?)\s*(\d{1,3}(?:[.,]\d+)?)\s*°?\s*$/;
const number = (text) => {
  const found = NAME.exec(text);
  return found ? Number(found[2].replace(",", ".")) * (found[1] ? -1 : 1) : NaN;
};

each("[data-location]", (field) => {
  if (!once(field, "Location")) return;
  const [lat, lon] = [field.querySelector("[data-lat]"), field.querySelector("[data-lon]")];
  const mine = field.querySelector("[data-my-place]"), said = field.querySelector("[data-place-said]");
  if (navigator.geolocation && window.isSecureContext) mine.hidden = false;
  const ground = field.querySelector("[data-ground]");
  const map = ground && mapOf(ground, (point) => write(...point));
  const write = (east, north) => {
    lon.value = east.toFixed(6);
    lat.value = north.toFixed(6);
    said.textContent = `${lat.value}, ${lon.value}`;
    lon.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (lat.value && lon.value) map?.show(number(lon.value), number(lat.value));
  field.addEventListener("input", () => map?.show(number(lon.value), number(lat.value)));
  mine.addEventListener("click", () => {
    said.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => write(coords.longitude, coords.latitude),
      () => (said.textContent = field.dataset.noPlace),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
});

function mapOf(ground, told) {
  const svg = ground.querySelector("svg"), point = ground.querySelector("[data-point]");
  const { width, height } = svg.viewBox.baseVal;
  const size = 256 * 2 ** Number(ground.dataset.zoom), left = Number(ground.dataset.left), top = Number(ground.dataset.top);
  let at = null, shown = { x: 0, y: 0, scale: 1 };

  const pixel = (lon, lat) => [((lon + 180) / 360) * size - left, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size - top];
  const place = ([x, y]) => [((x + left) / size) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + top)) / size))) * 180) / Math.PI];
  const draw = () => {
    svg.setAttribute("viewBox", `${shown.x} ${shown.y} ${width / shown.scale} ${height / shown.scale}`);
    if (at) point.setAttribute("transform", `translate(${at[0]} ${at[1]}) scale(${1 / shown.scale})`);
    point.setAttribute("visibility", at ? "visible" : "hidden");
  };
  const move = (x, y) => {
    at = [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
    draw();
    told(place(at));
  };
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return [shown.x + ((event.clientX - box.left) / box.width) * (width / shown.scale), shown.y + ((event.clientY - box.top) / box.height) * (height / shown.scale)];
  };
  const scaled = (factor) => {
    const scale = Math.min(32, Math.max(1, shown.scale * factor)), [x, y] = at ?? [width / 2, height / 2];
    const clamp = (value, most) => Math.min(Math.max(0, value), most);
    shown = { scale, x: clamp(x - width / scale / 2, width - width / scale), y: clamp(y - height / scale / 2, height - height / scale) };
    draw();
  };

  ground.tabIndex = 0;
  ground.setAttribute("role", "application");
  ground.setAttribute("aria-label", ground.dataset.label);
  ground.querySelector(".ground-zoom").hidden = false;
  ground.querySelector("[data-zoom-in]").addEventListener("click", () => scaled(2));
  ground.querySelector("[data-zoom-out]").addEventListener("click", () => scaled(0.5));
  let held = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    ground.focus({ preventScroll: true });
    svg.setPointerCapture(event.pointerId);
    held = true;
    move(...under(event));
  });
  svg.addEventListener("pointermove", (event) => held && move(...under(event)));
  for (const ended of ["pointerup", "pointercancel"]) svg.addEventListener(ended, () => (held = false));
  ground.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && event.target === ground) {
      event.preventDefault();
      const step = (event.shiftKey ? 40 : 4) / shown.scale, [x, y] = at ?? [width / 2, height / 2];
      move(x + way[0] * step, y + way[1] * step);
    } else if (event.key === "+" || event.key === "-") scaled(event.key === "+" ? 2 : 0.5);
  });
  return {
    show(lon, lat) {
      at = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lat) < 85 ? pixel(lon, lat) : null;
      draw();
    },
  };
}
