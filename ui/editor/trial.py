"""One try: which model, which decision, what was typed, and what came out.

Evaluation has FEEL's budget: a model that asks for too much is stopped with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.dmn import Decision, Result, evaluate
from engine.dmn.fields import Field, fields_of
from engine.feel import FeelLimitError, Host
from engine.forms import FieldError, FieldView, Form, view
from ui.editor.asking import answers_of, form_of
from ui.editor.models import Read, decision_named


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants: the process (or the family that has none) and file, or the pasted
    text; the decision, and the answers as typed; `run` when they are to be tried and not only
    shown."""

    process: str = ""
    family: str = ""
    file: str = ""
    text: str = ""
    decision: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    run: bool = False
    too_large: bool = False

    @property
    def is_pasted(self) -> bool:
        return not (self.process or self.family)


@dataclass(frozen=True, slots=True)
class Trial:
    """What there is to show of a model and of one decision in it."""

    read: Read
    decision: Decision | None = None
    views: tuple[FieldView, ...] = ()
    errors: tuple[FieldError, ...] = ()
    result: Result | None = None
    stopped: str = ""


def tried(read: Read, asked: Asked, host: Host) -> Trial:
    """Read the answers and evaluate the decision, as far as that is possible."""
    decision = decision_named(read.model, asked.decision) if read.model else None
    if read.model is None or decision is None:
        return Trial(read)
    fields = fields_of(read.model, decision)
    form = form_of(fields)
    trial = Trial(read, decision)
    if not asked.run or read.problems:
        return replace(trial, views=view(form, asked.answers or None, {}))
    return run(trial, fields, form, asked, host)


def run(trial: Trial, fields: tuple[Field, ...], form: Form, asked: Asked, host: Host) -> Trial:
    """The result, unless something typed is to be corrected first."""
    answered = answers_of(fields, form, asked.answers)
    shown = replace(
        trial,
        views=view(form, asked.answers, {}, errors=answered.errors),
        errors=answered.errors,
    )
    if answered.errors or trial.decision is None or trial.read.model is None:
        return shown
    try:
        found = evaluate(trial.read.model, trial.decision.id, answered.values, host=host)
    except FeelLimitError as stopped:
        return replace(shown, stopped=stopped.spanish)
    return replace(shown, result=found)
