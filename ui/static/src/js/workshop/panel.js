// The panel of the chosen element: fields of the page, each bound to a part of the element.
// "name" is an attribute, "zeebe:FormDefinition.formId" one of an extension element, which comes and goes
// with what it says; "timer", "condition" and "documentation" are texts of the standard.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { checked, completingIn } from "./feel.js";
import { extensionsOf, textOf, writeExtension, writeRows, writeText } from "./bindings.js";

const NEEDS = { timer: (own) => !extensionsOf(own, "cauce:Deadline").length && own.eventDefinitions?.some((one) => one.$type === "bpmn:TimerEventDefinition"), condition: (own) => own.$type === "bpmn:SequenceFlow" };

export function panel(frame, modeler) {
  const form = frame.querySelector("[data-panel]"), none = frame.querySelector("[data-none]");
  const fields = [...form.querySelectorAll("[data-bind]")], rows = [...form.querySelectorAll("[data-rows]")];
  let shown = null;

  function show(element) {
    const own = element?.businessObject;
    shown = own && !element.labelTarget ? element : element?.labelTarget ?? null;
    form.hidden = !shown;
    none.hidden = Boolean(shown);
    const title = frame.querySelector("[data-name]");
    title.textContent = shown ? shown.businessObject.name || shown.id : title.dataset.name;
    frame.querySelector("[data-kind]").textContent = shown ? modeler.get("translate")(kindOf(shown.businessObject)) : "";
    if (shown) fill(shown.businessObject);
  }

  function fill(own) {
    for (const part of form.querySelectorAll("[data-on]")) {
      part.hidden = !part.dataset.on.split(" ").some((name) => name === "any" || (NEEDS[name] ? NEEDS[name](own) : is(own, name)));
    }
    for (const id of form.querySelectorAll("[data-id]")) id.textContent = own.id;
    form.querySelector("[data-comment]").search = new URLSearchParams({ file: frame.dataset.file, element: own.id });
    for (const field of fields) {
      const value = textOf(own, field.dataset.bind);
      if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
      field.value = value;
      const said = field.parentElement.querySelector(".feel-said");
      if (said) said.textContent = "";
    }
    for (const list of rows) {
      const place = list.querySelector("[data-list]");
      place.replaceChildren(...extensionsOf(own, list.dataset.rows).map((one) => row(list, one)));
    }
    for (const group of form.querySelectorAll("[data-group]")) group.open = extensionsOf(own, group.dataset.group).length > 0;
  }

  function row(list, values) {
    const made = list.querySelector("template").content.cloneNode(true).firstElementChild;
    for (const part of made.querySelectorAll("[data-part]")) part.value = values?.[part.dataset.part] ?? "";
    made.before = values;
    return made;
  }

  function writeList(list) {
    const told = [...list.querySelectorAll(".row-parts")].map((one) => ({ before: one.before, said: Object.fromEntries([...one.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.value.trim()])) }));
    writeRows(modeler, shown, list.dataset.rows, told.filter(({ said }) => Object.values(said).some(Boolean)));
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  completingIn(form, JSON.parse(frame.dataset.offer), (field) => "feel" in field.dataset || field.dataset.part === "source");
  form.addEventListener("change", (event) => {
    if (!shown) return;
    const list = event.target.closest("[data-rows]"), bind = event.target.dataset.bind;
    if (event.target.dataset.part === "source") check(frame, event.target);
    if (list) return writeList(list);
    if (!bind) return;
    bind.includes(".") ? writeExtension(modeler, shown, bind, event.target.value.trim()) : writeText(modeler, shown, bind, event.target.value.trim());
    if ("feel" in event.target.dataset) check(frame, event.target);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row]"), list = button?.closest("[data-rows]");
    if (!list) return;
    if (button.dataset.row === "add") list.querySelector("[data-list]").append(row(list));
    else { button.closest(".row-parts").remove(); writeList(list); }
  });
  modeler.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null));
  modeler.on("elements.changed", ({ elements }) => { if (shown && elements.includes(shown) && !form.contains(document.activeElement)) show(shown); });
  show(null);
}

function kindOf(own) {
  const event = own.eventDefinitions?.[0]?.$type.replace(/^bpmn:|EventDefinition$/g, "");
  const words = own.$type.replace("bpmn:", "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const name = event ? `${event.toLowerCase()} ${words.replace("intermediate catch", "intermediate catch")}` : words;
  return (name[0].toUpperCase() + name.slice(1)).replace("Sub process", "Sub-process").replace("Event based", "Event-based");
}

// Terms that are no formula, as P2D, are not read; conditions and calculations always are.
function check(frame, field) {
  const calculated = field.value.trim().startsWith("=") || ["condition", "zeebe:Script.expression"].includes(field.dataset.bind);
  return checked(calculated ? field : { parentElement: field.parentElement, value: "" }, frame.dataset.feel, frame.dataset.csrf);
}
