"""Sentences with names and dates in them: patterns are ours, what is put into them is escaped."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


def phrase(pattern: str, **facts: Any) -> Markup:
    """A pattern of a catalogue («Lo tiene %(who)s.») with its facts; those may be Markup too."""
    return Markup(pattern) % facts  # noqa: S704  # patterns come from code and catalogues alone


def strong(text: str) -> Markup:
    """What must be seen first."""
    return Markup("<strong>{}</strong>").format(text)


def plain(text: str) -> Markup:
    """A text as it is, escaped."""
    return Markup("{}").format(text)
