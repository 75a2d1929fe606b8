// Draws one BPMN diagram: what has passed is washed in rio, here is a thick ring with a token, the rest
// is thin ink. The frame scrolls by itself, so wheel, touch and arrow keys do what they do everywhere.
// The bpmn.io mark stays in sight.
import Viewer from "bpmn-js/lib/Viewer";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { pair } from "./pairs.js";

const INK = "#46585b", RIO = "#0c5c63", WASH = "#e6f1f0", SAND = "#f7f3ea";
const DIFFERENCES = { added: ["#2a6a41", "#e6f3ea"], changed: ["#8a5a00", "#fdf3dc"], removed: ["#a3302b", "#fbe9e6"] };
const SIGNS = { added: "+", changed: "\u270e", removed: "\u2212" };
const HEAT = ["#fff6e2", "#fde3b8", "#f9cb8a", "#f2ad60", "#e58f42"];
const ROOM = 16, SMALLEST = 0.85;

function words(text) {
  return (text || "").split(" ").filter(Boolean);
}

function paint(viewer, element, stroke, fill) {
  const kind = element.waypoints ? "connection" : "shape";
  element.di.set("bioc:stroke", stroke);
  if (fill && kind === "shape") element.di.set("bioc:fill", fill);
  viewer.get("graphicsFactory").update(kind, element, viewer.get("canvas").getGraphics(element));
}

function lane(canvas, element) {
  canvas.addMarker(element, "is-lane");
  const visual = canvas.getGraphics(element).querySelector(".djs-visual");
  const head = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: 30, height: element.height, fill: SAND })) head.setAttribute(name, value);
  head.setAttribute("class", "lane-head");
  visual.firstChild.after(head);
}

function token(viewer, element) {
  if (element.waypoints) return;
  const dot = document.createElement("span");
  dot.className = "token-dot";
  viewer.get("overlays").add(element, { position: { top: -10, left: element.width / 2 - 10 }, html: dot, scale: false });
}

// The same drawing at another moment of its case.
function retell(viewer, passed, here) {
  const canvas = viewer.get("canvas"), registry = viewer.get("elementRegistry");
  viewer.get("overlays").clear();
  for (const element of registry.filter((each) => canvas.hasMarker(each, "is-passed") || canvas.hasMarker(each, "is-here"))) {
    canvas.removeMarker(element, "is-passed");
    canvas.removeMarker(element, "is-here");
    paint(viewer, element, INK, "#ffffff");
  }
  for (const element of passed) { paint(viewer, element, RIO, WASH); canvas.addMarker(element, "is-passed"); }
  for (const element of here) { paint(viewer, element, RIO, "#ffffff"); canvas.addMarker(element, "is-here"); token(viewer, element); }
}

// How many cases wait at an element: "id=3 other=12".
function counts(viewer, outer) {
  for (const each of words(outer.dataset.counts)) {
    const at = each.lastIndexOf("="), element = viewer.get("elementRegistry").get(each.slice(0, at));
    if (!element || element.waypoints) continue;
    const badge = Object.assign(document.createElement("span"), { className: "count-badge", textContent: each.slice(at + 1) });
    badge.setAttribute("aria-hidden", "true");
    viewer.get("overlays").add(element, { position: { top: -12, left: -10 }, html: badge, scale: false });
  }
}

// What differs is told by a sign too, not by its colour alone; in words it stands in the list beside.
function sign(viewer, element, name) {
  if (element.waypoints) return;
  const badge = Object.assign(document.createElement("span"), { className: `sign-badge is-${name}`, textContent: SIGNS[name] });
  badge.setAttribute("aria-hidden", "true");
  viewer.get("overlays").add(element, { position: { bottom: 12, right: 12 }, html: badge, scale: false });
}

// Tints from the least to the most: "id=0 other=4".
function heat(viewer, outer) {
  for (const each of words(outer.dataset.heat)) {
    const at = each.lastIndexOf("="), element = viewer.get("elementRegistry").get(each.slice(0, at));
    if (element) paint(viewer, element, INK, HEAT[each.slice(at + 1)]);
  }
}

function size(canvas, inside, box, scale) {
  inside.style.width = `${Math.ceil(box.width * scale) + 2 * ROOM}px`;
  inside.style.height = `${Math.ceil(box.height * scale) + 2 * ROOM}px`;
  canvas.resized();
  canvas.viewbox({ x: box.x - ROOM / scale, y: box.y - ROOM / scale, width: inside.clientWidth / scale, height: inside.clientHeight / scale });
}

function bring(frame, element, box, scale) {
  if (!element || element.waypoints) return;
  frame.scrollLeft = (element.x + element.width / 2 - box.x) * scale + ROOM - frame.clientWidth / 2;
  frame.scrollTop = (element.y + element.height / 2 - box.y) * scale + ROOM - frame.clientHeight / 2;
}

function zoomButton(outer, frame, show) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-quiet size-s diagram-fit" });
  let whole = false;
  const name = () => { button.textContent = whole ? outer.dataset.close : outer.dataset.whole; };
  button.addEventListener("click", () => { whole = !whole; name(); show(whole); });
  name();
  outer.append(button);
}

export async function draw(outer, xml) {
  const frame = outer.querySelector(".diagram-frame");
  const inside = document.createElement("div");
  frame.append(inside);
  const style = { fontFamily: '"Source Sans 3", sans-serif', fontSize: 12, lineHeight: 1.15 };
  const viewer = new Viewer({
    container: inside,
    bpmnRenderer: { defaultStrokeColor: INK, defaultLabelColor: "#15272b" },
    textRenderer: { defaultStyle: style, externalStyle: style },
  });
  await viewer.importXML(xml);
  const canvas = viewer.get("canvas"), registry = viewer.get("elementRegistry");
  const named = (name) => words(outer.dataset[name]).map((id) => registry.get(id)).filter(Boolean);
  registry.filter((element) => is(element, "bpmn:Lane") || is(element, "bpmn:Participant")).forEach((element) => lane(canvas, element));
  registry.filter((element) => is(element, "bpmn:CallActivity")).forEach((element) => canvas.addMarker(element, "is-call"));
  for (const element of named("passed")) { paint(viewer, element, RIO, WASH); canvas.addMarker(element, "is-passed"); }
  const here = named("here");
  for (const element of here) { paint(viewer, element, RIO); canvas.addMarker(element, "is-here"); if (!outer.dataset.counts) token(viewer, element); }
  outer.addEventListener("cauce:retold", () => retell(viewer, named("passed"), named("here")));
  for (const [name, [stroke, fill]] of Object.entries(DIFFERENCES)) for (const element of named(name)) { paint(viewer, element, stroke, fill); sign(viewer, element, name); }
  const differing = Object.keys(DIFFERENCES).flatMap(named).find((element) => !element.waypoints);
  heat(viewer, outer);
  const box = canvas.viewbox().inner;
  const fitting = (frame.clientWidth - 2 * ROOM) / box.width;
  const near = Math.min(1, Math.max(fitting, SMALLEST));
  const show = (whole) => {
    const scale = whole ? Math.min(1, fitting) : near;
    size(canvas, inside, box, scale);
    bring(frame, here[0] ?? differing, box, scale);
  };
  show(false);
  if (fitting < SMALLEST) zoomButton(outer, frame, show);
  outer.append(inside.querySelector(".bjs-powered-by"));
  counts(viewer, outer);
  outer.classList.add("is-drawn");
  pair(outer, viewer);
  return viewer;
}
