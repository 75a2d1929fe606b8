// The workshop's canvas: a diagram is drawn, kept by itself, and what the check finds is told on the
// element. What the engine does not run opens too, and is marked; nothing of a file is lost.
import Modeler from "bpmn-js/lib/Modeler";
import minimap from "diagram-js-minimap";
import simulation from "bpmn-js-token-simulation";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import cauce from "cauce.moddle.json";
import { saidOn } from "./workshop/comments.js";
import { mark } from "./workshop/faults.js";
import { asDrawn, lossless, nameFlows } from "./workshop/lossless.js";
import { palette } from "./workshop/palette.js";
import { panel } from "./workshop/panel.js";
import { keeper } from "./workshop/keeping.js";
import { plainColours, inWords } from "./workshop/simulation.js";
import { tools } from "./workshop/tools.js";

const STYLE = { fontFamily: '"Source Sans 3", sans-serif', fontSize: 12, lineHeight: 1.15 };

export async function open(frame) {
  const words = JSON.parse(frame.dataset.words), canvas = frame.querySelector(".workshop-canvas");
  const told = (text, more = {}) => (words[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => more[name] ?? whole);
  const modeler = new Modeler({
    container: canvas,
    moddleExtensions: { zeebe, cauce },
    bpmnRenderer: { defaultStrokeColor: "#46585b", defaultLabelColor: "#15272b" },
    textRenderer: { defaultStyle: STYLE, externalStyle: STYLE },
    additionalModules: [{ translate: ["value", told] }, minimap, simulation, plainColours, palette, asDrawn],
  });
  lossless(modeler);
  inWords(canvas, words);
  const answer = await fetch(frame.dataset.source, { cache: "no-store" });
  if (!answer.ok) return broken(frame);
  frame.dataset.over = answer.headers.get("x-revision") ?? frame.dataset.over;
  try {
    await modeler.importXML(await answer.text());
  } catch (error) {
    console.error(error);
    return broken(frame);
  }
  begin(modeler.get("canvas"), canvas);
  tools(frame, modeler);
  panel(frame, modeler);
  const marks = mark(frame, modeler);
  saidOn(frame, modeler);
  keeper(frame, drawn(frame, modeler), marks);
  frame.classList.add("is-open");
  frame.modeler = modeler; // what the tests of the browser draw with
}

function drawn(frame, modeler) {
  return {
    async form() {
      nameFlows(modeler);
      const { xml } = await modeler.saveXML({ format: true });
      return new URLSearchParams({ file: frame.dataset.file, content: xml });
    },
    on: (changed) => modeler.on("commandStack.changed", changed),
    off: (changed) => modeler.off("commandStack.changed", changed),
  };
}

// Whole where it can still be read, else from its beginning, beside the palette.
function begin(canvas, place) {
  canvas.zoom("fit-viewport", "auto");
  if (canvas.zoom() >= 0.7) return;
  const { inner } = canvas.viewbox();
  canvas.viewbox({ x: inner.x - 150, y: inner.y - 40, width: place.clientWidth / 0.8, height: place.clientHeight / 0.8 });
}

function broken(frame) {
  const place = frame.querySelector("[data-state] span");
  place.textContent = frame.dataset.broken;
}
