// Draws one BPMN diagram with its past, its present and what is to come. The bpmn.io mark stays visible.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const INK = "#46585b";

function mark(canvas, registry, ids, name) {
  for (const id of ids) if (registry.get(id)) canvas.addMarker(id, name);
}

function fit(canvas, frame) {
  canvas.zoom("fit-viewport");
  const box = canvas.viewbox();
  if (frame.clientWidth < 641 || box.scale > 1) canvas.zoom(Math.min(1, Math.max(box.scale, 0.7)), frame.clientWidth < 641 ? { x: 0, y: 0 } : "auto");
}

function token(overlays, registry, id) {
  const element = registry.get(id);
  if (!element || element.waypoints) return;
  const dot = document.createElement("span");
  dot.className = "token-dot";
  overlays.add(id, { position: { top: -9, left: element.width / 2 - 9 }, html: dot });
}

export async function draw(frame, xml) {
  const viewer = new NavigatedViewer({
    container: frame,
    bpmnRenderer: { defaultStrokeColor: INK, defaultLabelColor: "#15272b" },
    textRenderer: { defaultStyle: { fontFamily: '"Source Sans 3", sans-serif', fontSize: 12 }, externalStyle: { fontSize: 12 } },
  });
  await viewer.importXML(xml);
  const canvas = viewer.get("canvas"), registry = viewer.get("elementRegistry");
  const passed = frame.dataset.passed.split(" ").filter(Boolean);
  const here = frame.dataset.here.split(" ").filter(Boolean);
  mark(canvas, registry, passed, "is-passed");
  mark(canvas, registry, here, "is-here");
  here.forEach((id) => token(viewer.get("overlays"), registry, id));
  fit(canvas, frame);
  frame.classList.add("is-drawn");
  return viewer;
}
