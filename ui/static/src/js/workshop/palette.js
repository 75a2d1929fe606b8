// What can be drawn: only what the engine runs. The rest opens, is shown, and the check marks it.
const KINDS = [
  ["Create start event", "bpmn:StartEvent", "bpmn-icon-start-event-none"],
  ["Create timer event", "bpmn:IntermediateCatchEvent", "bpmn-icon-intermediate-event-catch-timer", { eventDefinitionType: "bpmn:TimerEventDefinition" }],
  ["Create message event", "bpmn:IntermediateCatchEvent", "bpmn-icon-intermediate-event-catch-message", { eventDefinitionType: "bpmn:MessageEventDefinition" }],
  ["Create end event", "bpmn:EndEvent", "bpmn-icon-end-event-none"],
  ["Create user task", "bpmn:UserTask", "bpmn-icon-user-task"],
  ["Create decision task", "bpmn:BusinessRuleTask", "bpmn-icon-business-rule-task"],
  ["Create script task", "bpmn:ScriptTask", "bpmn-icon-script-task"],
  ["Create service task", "bpmn:ServiceTask", "bpmn-icon-service-task"],
  ["Create call activity", "bpmn:CallActivity", "bpmn-icon-call-activity"],
  ["Create gateway", "bpmn:ExclusiveGateway", "bpmn-icon-gateway-xor"],
  ["Create parallel gateway", "bpmn:ParallelGateway", "bpmn-icon-gateway-parallel"],
  ["Create expanded sub-process", "bpmn:SubProcess", "bpmn-icon-subprocess-expanded", { isExpanded: true }],
  ["Create pool/participant", "bpmn:Participant", "bpmn-icon-participant"],
];

function Palette(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, translate) {
  const begin = (type, options) => (event) => create.start(event, type === "bpmn:Participant" ? elementFactory.createParticipantShape() : elementFactory.createShape({ type, ...options }));
  const tool = (title, className, act) => ({ group: "tools", className, title: translate(title), action: { click: act } });
  this.getPaletteEntries = () => ({
    "hand-tool": tool("Activate hand tool", "bpmn-icon-hand-tool", (event) => handTool.activateHand(event)),
    "lasso-tool": tool("Activate lasso tool", "bpmn-icon-lasso-tool", (event) => lassoTool.activateSelection(event)),
    "space-tool": tool("Activate create/remove space tool", "bpmn-icon-space-tool", (event) => spaceTool.activateSelection(event)),
    "connect-tool": tool("Activate global connect tool", "bpmn-icon-connection-multi", (event) => globalConnect.start(event)),
    "tool-separator": { group: "tools", separator: true },
    ...Object.fromEntries(KINDS.map(([title, type, className, options]) => {
      const act = begin(type, options);
      return [title, { group: "create", className, title: translate(title), action: { dragstart: act, click: act } }];
    })),
  });
  palette.registerProvider(this);
}
Palette.$inject = ["palette", "create", "elementFactory", "handTool", "lassoTool", "spaceTool", "globalConnect", "translate"];

// A task of a person is one of the house's inboxes: that is part of what it is.
function PersonsTasks(eventBus, bpmnFactory) {
  eventBus.on(["commandStack.shape.create.postExecuted", "commandStack.shape.replace.postExecuted"], ({ context }) => {
    const shape = context.newShape ?? context.shape, own = shape?.businessObject;
    if (own?.$type !== "bpmn:UserTask" || own.extensionElements?.values?.some((one) => one.$type === "zeebe:UserTask")) return;
    const inside = own.extensionElements ?? bpmnFactory.create("bpmn:ExtensionElements", { values: [] });
    const mark = bpmnFactory.create("zeebe:UserTask");
    inside.$parent = own;
    mark.$parent = inside;
    inside.get("values").unshift(mark);
    own.extensionElements = inside;
  });
}
PersonsTasks.$inject = ["eventBus", "bpmnFactory"];

export const palette = { __init__: ["paletteProvider", "personsTasks"], paletteProvider: ["type", Palette], personsTasks: ["type", PersonsTasks] };
