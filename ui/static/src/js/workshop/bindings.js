// Reading and writing the parts of an element; each change is one step of undo.
const MAPPED = { "zeebe:Input": "inputParameters", "zeebe:Output": "outputParameters" };
const TIMES = ["timeDuration", "timeDate", "timeCycle"];

export function extensionsOf(own, type) {
  const values = own.extensionElements?.values ?? [];
  if (!MAPPED[type]) return values.filter((one) => one.$type === type);
  return values.find((one) => one.$type === "zeebe:IoMapping")?.get(MAPPED[type]) ?? [];
}

export function textOf(own, bind) {
  if (bind === "timer") return timeIn(own)?.[1]?.body ?? "";
  if (bind === "condition") return (own.conditionExpression?.body ?? "").replace(/^=/, "");
  if (bind === "documentation") return own.documentation?.[0]?.text ?? "";
  if (!bind.includes(".")) return own.get(bind) ?? "";
  const [type, name] = bind.split("."), found = extensionsOf(own, type)[0];
  return found?.get(name) ?? (found && type === "zeebe:FormDefinition" ? found.get("formKey") : "") ?? "";
}

function timeIn(own) {
  const event = own.eventDefinitions?.find((one) => one.$type === "bpmn:TimerEventDefinition");
  const name = event && (TIMES.find((each) => event[each]) ?? "timeDuration");
  return event && [name, event[name], event];
}

export function writeText(modeler, element, bind, text) {
  const own = element.businessObject, modeling = modeler.get("modeling"), make = modeler.get("bpmnFactory");
  if (bind === "name") return modeling.updateLabel(element, text);
  if (bind === "documentation") {
    const said = text ? [make.create("bpmn:Documentation", { text }), ...(own.documentation ?? []).slice(1)] : [];
    return modeling.updateProperties(element, { documentation: said });
  }
  if (bind === "condition") {
    const body = `=${text.replace(/^=/, "")}`;
    return modeling.updateProperties(element, { conditionExpression: text ? make.create("bpmn:FormalExpression", { body }) : undefined });
  }
  const [name, , event] = timeIn(own);
  modeling.updateModdleProperties(element, event, { [name]: text ? make.create("bpmn:FormalExpression", { body: text }) : undefined });
}

export function writeExtension(modeler, element, bind, value) {
  const [type, name] = bind.split("."), modeling = modeler.get("modeling");
  const own = element.businessObject, found = extensionsOf(own, type)[0];
  if (!found) return value && add(modeler, element, type, { [name]: value });
  const key = type === "zeebe:FormDefinition" && found.get("formKey") ? "formKey" : name;
  const left = found.$descriptor.properties.some((property) => property.isAttr && property.name.split(":").pop() !== key && Object.hasOwn(found, property.name.split(":").pop()));
  if (value || left) return modeling.updateModdleProperties(element, found, { [key]: value || undefined });
  setValues(modeler, element, own.extensionElements.values.filter((one) => one !== found));
}

// Rows that are there keep what the panel does not show; the others are made or taken away.
export function writeRows(modeler, element, type, rows) {
  const own = element.businessObject, make = modeler.get("bpmnFactory");
  const made = rows.map(({ before, said }) => {
    const kept = { ...plain(before), ...said };
    return make.create(type, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== "")));
  });
  if (!MAPPED[type]) return setValues(modeler, element, [...(own.extensionElements?.values ?? []).filter((one) => one.$type !== type), ...made]);
  const mapping = (own.extensionElements?.values ?? []).find((one) => one.$type === "zeebe:IoMapping");
  if (!mapping) return made.length && add(modeler, element, "zeebe:IoMapping", { [MAPPED[type]]: made });
  for (const one of made) one.$parent = mapping;
  modeler.get("modeling").updateModdleProperties(element, mapping, { [MAPPED[type]]: made });
}

function plain(one) {
  return one ? Object.fromEntries(one.$descriptor.properties.map((property) => property.name.split(":").pop()).filter((name) => Object.hasOwn(one, name)).map((name) => [name, one[name]])) : {};
}

function add(modeler, element, type, values) {
  const made = modeler.get("bpmnFactory").create(type, values);
  for (const inner of Object.values(values).flat()) if (inner?.$type) inner.$parent = made;
  setValues(modeler, element, [...(element.businessObject.extensionElements?.values ?? []), made]);
}

function setValues(modeler, element, values) {
  const own = element.businessObject, modeling = modeler.get("modeling");
  if (own.extensionElements) {
    for (const one of values) one.$parent = own.extensionElements;
    return modeling.updateModdleProperties(element, own.extensionElements, { values });
  }
  const inside = modeler.get("bpmnFactory").create("bpmn:ExtensionElements", { values });
  inside.$parent = own;
  for (const one of values) one.$parent = inside;
  modeling.updateProperties(element, { extensionElements: inside });
}
