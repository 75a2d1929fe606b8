// The tools above the canvas. Undo and redo have their keys in the canvas as well.
export function tools(frame, modeler) {
  const canvas = modeler.get("canvas"), stack = modeler.get("commandStack"), bar = frame.querySelector(".workshop-tools");
  const zoom = (by) => canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * by)));
  const acts = {
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    zoomIn: () => zoom(1.2),
    zoomOut: () => zoom(1 / 1.2),
    fit: () => canvas.zoom("fit-viewport", "auto"),
    minimap: () => modeler.get("minimap").toggle(),
    simulate: (button) => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      modeler.get("toggleMode").toggleMode(on);
    },
  };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do](button);
  });
  const state = () => {
    bar.querySelector("[data-do=undo]").disabled = !stack.canUndo();
    bar.querySelector("[data-do=redo]").disabled = !stack.canRedo();
  };
  modeler.on("commandStack.changed", state);
  state();
}
