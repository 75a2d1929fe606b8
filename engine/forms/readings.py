"""What was understood of one raw answer: a value, or a sentence that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.feel import Value


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence (msgid) with what it mentions, before it is tied to a field."""

    msgid: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The typed value (None: blank), or what is wrong with the text."""

    value: Value = None
    wrong: Wrong | None = None


def wrong(msgid: str, **params: str) -> Reading:
    """A reading that failed."""
    return Reading(None, Wrong(msgid, params))
