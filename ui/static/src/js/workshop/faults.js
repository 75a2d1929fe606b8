// What the check found, on the drawing: a number on the element, the same as in the list below, which
// leads back to it.
export function mark(frame, modeler) {
  const overlays = modeler.get("overlays"), registry = modeler.get("elementRegistry");
  const place = document.getElementById("workshop-review");

  function show() {
    overlays.remove({ type: "fault" });
    for (const line of place.querySelectorAll("[data-number]")) {
      const element = registry.get(line.dataset.element);
      if (!element || (line.dataset.file && line.dataset.file !== frame.dataset.file)) continue;
      const badge = document.createElement("a");
      Object.assign(badge, { className: `fault-badge is-${line.dataset.grave}`, textContent: line.dataset.number, href: "#review" });
      badge.setAttribute("aria-label", frame.dataset.fault.replace("%s", line.dataset.number));
      overlays.add(element, "fault", { position: element.waypoints ? { top: -10, left: -10 } : { top: -12, right: 12 }, html: badge, scale: false });
    }
  }

  function go(id) {
    const element = registry.get(id);
    if (!element) return false;
    modeler.get("selection").select(element);
    modeler.get("canvas").scrollToElement(element);
    frame.scrollIntoView({ block: "nearest" });
    return true;
  }

  place.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]"), line = link?.closest("[data-file]");
    if (link?.dataset.go && (!line.dataset.file || line.dataset.file === frame.dataset.file) && go(link.dataset.go)) event.preventDefault();
  });
  show();
  if (frame.dataset.at) go(frame.dataset.at);
  return {
    async refresh() {
      const answer = await fetch(frame.dataset.review, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      place.innerHTML = await answer.text();
      show();
    },
  };
}
