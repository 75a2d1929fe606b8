// Elements with open comments carry their number on the drawing; pressed, it leads to what was said of them.
export function saidOn(frame, modeler) {
  const overlays = modeler.get("overlays"), registry = modeler.get("elementRegistry");
  const link = document.querySelector("[data-comment]");
  for (const { element: id, count, told } of JSON.parse(frame.dataset.comments)) {
    const element = registry.get(id);
    if (!element) continue;
    const sign = document.createElement("a");
    Object.assign(sign, { className: "comment-sign", textContent: count, href: link.href });
    sign.search = new URLSearchParams({ file: frame.dataset.file, element: id });
    sign.setAttribute("aria-label", told);
    sign.title = told;
    overlays.add(element, "comment", { position: element.waypoints ? { bottom: 10, right: 10 } : { bottom: 12, left: -12 }, html: sign, scale: false });
  }
}
