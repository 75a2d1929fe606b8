"""A log as XES (IEEE 1849-2016): one trace a case, one event an event.

Written as it is read: a log of any length takes the memory of a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from lxml import etree

from engine.history.logs.reading import Logged, LoggedCase

EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
CLASSIFIERS = (
    ("Actividad", "concept:name"),
    ("Actividad y momento", "concept:name lifecycle:transition"),
    ("Persona", "org:resource"),
)


def write_xes(cases: Iterable[LoggedCase], into: IO[bytes], *, name: str) -> None:
    """The log called `name`."""
    with etree.xmlfile(into, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("log", {"xes.version": "1849-2016", "xes.features": ""}):
            _write_head(file, name)
            for case in cases:
                with file.element("trace"):
                    _write_case(file, case)


def _write_head(file: Any, name: str) -> None:
    for title, prefix, address in EXTENSIONS:
        file.write(etree.Element("extension", name=title, prefix=prefix, uri=address))
    for scope, keys in (("trace", ("concept:name",)), ("event", ("concept:name",))):
        known = etree.Element("global", scope=scope)
        known.extend(_text(key, "-") for key in keys)
        if scope == "event":
            known.append(_text("lifecycle:transition", "complete"))
            known.append(_instant("time:timestamp", datetime.fromtimestamp(0).astimezone()))
        file.write(known)
    for title, keys_of in CLASSIFIERS:
        file.write(etree.Element("classifier", name=title, keys=keys_of))
    file.write(_text("concept:name", name))
    file.write(_text("lifecycle:model", "standard"))


def _write_case(file: Any, case: LoggedCase) -> None:
    file.write(_text("concept:name", case.number))
    file.write(_text("cauce:process", case.process))
    file.write(_text("cauce:state", case.state))
    if case.outcome:
        file.write(_text("cauce:outcome", case.outcome))
    file.write(_instant("cauce:opened", case.opened_at))
    if case.closed_at is not None:
        file.write(_instant("cauce:closed", case.closed_at))
    for event in case.events:
        file.write(_event(event))


def _event(event: Logged) -> etree._Element:
    made = etree.Element("event")
    made.append(_text("concept:name", event.activity))
    made.append(_text("lifecycle:transition", event.transition))
    made.append(_instant("time:timestamp", event.at))
    for key, value in (
        ("org:resource", event.resource),
        ("org:role", event.role),
        ("concept:instance", event.task),
        ("cauce:kind", event.kind),
        ("cauce:element", event.element),
        ("cauce:document", event.document),
        ("cauce:document_kind", event.document_kind),
    ):
        if value:
            made.append(_text(key, value))
    made.append(etree.Element("int", key="cauce:seq", value=str(event.seq)))
    made.append(etree.Element("int", key="cauce:version", value=str(event.version)))
    return made


def _text(key: str, value: str) -> etree._Element:
    return etree.Element("string", key=key, value=value)


def _instant(key: str, value: datetime) -> etree._Element:
    return etree.Element("date", key=key, value=value.isoformat(timespec="milliseconds"))
