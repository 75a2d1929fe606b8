// What the library would leave out when it writes a file: values that are written though they are the
// default, and returns in names. A manager's save changes what they changed and nothing else.
// Older files draw the inside of a closed subprocess on the same sheet: the library would move it to a
// sheet of its own. And it would order the shapes anew, without those that it does not show.
function Nothing() {}
export const asDrawn = { subprocessCompatibility: ["type", Nothing], bpmnDiOrdering: ["type", Nothing] };

export function lossless(modeler) {
  const bus = modeler.get("eventBus");
  let hidden = new Map();
  bus.on("saveXML.start", ({ definitions }) => {
    hidden = defaultsOf(definitions);
    for (const property of hidden.keys()) property.default = undefined;
  });
  bus.on(["saveXML.serialized", "saveXML.done"], ({ xml }) => {
    for (const [property, value] of hidden) property.default = value;
    hidden = new Map();
    return xml && faithful(xml);
  });
}

// A file that names no flow in its elements gets half of them named by what is drawn: then all are.
export function nameFlows(modeler) {
  for (const { businessObject: flow } of modeler.get("elementRegistry").filter((one) => one.businessObject?.$type === "bpmn:SequenceFlow")) {
    for (const [end, list] of [[flow.sourceRef, "outgoing"], [flow.targetRef, "incoming"]]) {
      const named = end?.get(list);
      if (named && !named.includes(flow)) named.push(flow);
    }
  }
}

export function faithful(xml) {
  return xml.replaceAll("\r", "&#13;");
}

export function defaultsOf(root) {
  const seen = new Set(), found = new Map(), waiting = [root];
  while (waiting.length) {
    const one = waiting.pop();
    if (!one || typeof one !== "object" || seen.has(one)) continue;
    seen.add(one);
    for (const property of one.$descriptor?.properties ?? []) if (property.default !== undefined) found.set(property, property.default);
    if (Array.isArray(one)) waiting.push(...one);
    else if (one.$descriptor) waiting.push(...Object.keys(one).map((name) => one[name]));
  }
  return found;
}
