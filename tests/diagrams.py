"""Small processes drawn in few words, as bundles that can be deployed.

`Pen` keeps the flows; its methods give pieces of XML that are put together by `bundle`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from engine.definitions import Bundle

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:cauce="urn:cauce:bpmn:1"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">'
)


def event(name: str, tag: str, inside: str = "", **attributes: str) -> str:
    """An event."""
    return f'<bpmn:{tag} id="{name}" name="{name}"{_given(attributes)}>{inside}</bpmn:{tag}>'


def user(name: str, role: str = "clerk", *, form: str = "", more: str = "", extra: str = "") -> str:
    """A user task of a role; `more` goes into the extension elements, `extra` beside them."""
    key = f'<zeebe:formDefinition formKey="{form}"/>' if form else ""
    return (
        f'<bpmn:userTask id="{name}" name="{name}"><bpmn:extensionElements><zeebe:userTask/>'
        f'<zeebe:assignmentDefinition candidateGroups="{role}"/>{key}{more}'
        f"</bpmn:extensionElements>{extra}</bpmn:userTask>"
    )


def script(name: str, expression: str, variable: str) -> str:
    """A script task."""
    return (
        f'<bpmn:scriptTask id="{name}" name="{name}"><bpmn:extensionElements>'
        f'<zeebe:script expression="={expression}" resultVariable="{variable}"/>'
        "</bpmn:extensionElements></bpmn:scriptTask>"
    )


def service(name: str, kind: str, *, retries: int = 3, more: str = "") -> str:
    """A service task; `more` goes into the extension elements."""
    return (
        f'<bpmn:serviceTask id="{name}" name="{name}"><bpmn:extensionElements>'
        f'<zeebe:taskDefinition type="{kind}" retries="{retries}"/>{more}'
        "</bpmn:extensionElements></bpmn:serviceTask>"
    )


def timer(text: str, kind: str = "timeDuration") -> str:
    """A timer event definition."""
    formal = 'xsi:type="bpmn:tFormalExpression"'
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind} {formal}>{text}</bpmn:{kind}>"
        "</bpmn:timerEventDefinition>"
    )


def boundary(name: str, host: str, inside: str, *, interrupts: bool = True) -> str:
    """A boundary event."""
    stops = "true" if interrupts else "false"
    return event(name, "boundaryEvent", inside, attachedToRef=host, cancelActivity=stops)


def flow(source: str, target: str, condition: str = "") -> str:
    """A sequence flow, with a condition if one is given."""
    formal = 'xsi:type="bpmn:tFormalExpression"'
    when = (
        f"<bpmn:conditionExpression {formal}>={condition}</bpmn:conditionExpression>"
        if condition
        else ""
    )
    name = f"{source}_{target}"
    return (
        f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{when}'
        "</bpmn:sequenceFlow>"
    )


def path(*names: str) -> str:
    """Flows from each to the next."""
    return "".join(flow(one, other) for one, other in pairwise(names))


def start(name: str = "start", form: str = "") -> str:
    """The plain start."""
    key = (
        f'<bpmn:extensionElements><zeebe:formDefinition formKey="{form}"/></bpmn:extensionElements>'
    )
    return event(name, "startEvent", key if form else "")


def end(name: str = "end", inside: str = "") -> str:
    """An end."""
    return event(name, "endEvent", inside)


def catch(name: str, inside: str) -> str:
    """An intermediate catch event."""
    return event(name, "intermediateCatchEvent", inside)


def message(ref: str) -> str:
    """A message event definition."""
    return f'<bpmn:messageEventDefinition messageRef="{ref}"/>'


def message_root(ref: str, key: str) -> str:
    """A message with its correlation key, for `roots`."""
    return (
        f'<bpmn:message id="{ref}" name="{ref}"><bpmn:extensionElements>'
        f'<zeebe:subscription correlationKey="={key}"/></bpmn:extensionElements></bpmn:message>'
    )


def field(key: str, kind: str = "textfield", *, required: bool = True, **more: Any) -> Any:
    """A component of a form."""
    return {
        "type": kind,
        "key": key,
        "label": key.capitalize(),
        "validate": {"required": required},
        **more,
    }


def form(*fields: Any) -> bytes:
    """A form."""
    return json.dumps({"type": "default", "schemaVersion": 18, "components": list(fields)}).encode()


def bundle(
    *body: str,
    key: str = "test",
    roots: str = "",
    forms: Mapping[str, bytes] | None = None,
    roles: Sequence[str] = ("clerk", "boss"),
    manifest: str = "",
    case: str = "",
) -> Bundle:
    """A deployable definition of one process; `case` names and prices it."""
    process = (
        f'<bpmn:process id="p_{key}" name="Prueba" isExecutable="true">{case}{"".join(body)}'
        "</bpmn:process>"
    )
    titles = "\n".join(f'{role} = "{role.capitalize()}"' for role in roles)
    text = (
        f'key = "{key}"\ntitle = "Prueba"\nprocess = "p_{key}"\n'
        f'number = "{key.upper()}-{{year}}-{{sequence:04d}}"\nstarters = ["{roles[0]}"]\n'
        f"{manifest}\n[role_titles]\n{titles}\n"
    )
    files = {
        "manifest.toml": text.encode(),
        f"{key}.bpmn": f"{HEAD}{roots}{process}</bpmn:definitions>".encode(),
    }
    files |= {f"forms/{name}.json": content for name, content in (forms or {}).items()}
    return Bundle(files)


def _given(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())
