"""The term of a licence that is granted by silence, as a boundary event of `evaluation`."""

TERM = (
    '<cauce:deadline title="Plazo para resolver" length="=8" unit="business" source="Ley 28976"'
    ' effect="positive_silence"/>'
)
SILENCE = (
    '<bpmn:boundaryEvent id="silence" name="silence" attachedToRef="evaluation">'
    f"<bpmn:extensionElements>{TERM}</bpmn:extensionElements>"
    "<bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
)
