"""What a refusal is on the wire: `application/problem+json` (RFC 9457).

`type` is stable: `urn:cauce:problem:` and the kind, which is that of the verb (`RefusalKind`) or
one of the API's own (`ui/api/kinds.py`). `detail` is the sentence that a page would show, in the
language that the request asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from engine.forms import FieldError
from engine.refusals import BadDefinition, Fault, InvalidData, RefusalKind, Refused
from ui.api.kinds import OWN, ApiKind
from ui.api.writing import written
from ui.findings import as_json
from ui.language import known_language, wished
from ui.refusals import STATUS, told, wrong_subscription
from ui.templating import catalogue_of

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:cauce:problem:"

Say = Callable[[NullTranslations], str]
"""A sentence that waits for its language."""
Errors = Sequence[tuple[str, Say]]
"""Places of the request, each with what to do about it."""


class Problem(HTTPException):
    """A refusal on its way out; `members` are what else the reader is told."""

    def __init__(
        self,
        status: int,
        kind: str,
        say: Say,
        *,
        errors: Errors = (),
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(status, str(kind), dict(headers or {}))
        self.kind = str(kind)
        self.say = say
        self.errors = errors
        self.faults = faults
        self.members = {name: value for name, value in members.items() if value}

    def response(self, request: Request) -> Response:
        """As it travels, in the language of the request."""
        words = words_of(request)
        body = {
            "type": TYPE + self.kind,
            "title": self.kind.replace("_", " ").capitalize(),
            "status": self.status_code,
            "detail": self.say(words),
            "instance": f"urn:cauce:request:{getattr(request.state, 'reference', '')}",
            **self.members,
        }
        if self.errors:
            body["errors"] = [{"field": key, "message": say(words)} for key, say in self.errors]
        if self.faults:
            body["problems"] = [as_json(each, words.gettext) for each in self.faults]
        headers = {"cache-control": "no-store", **(self.headers or {})}
        return Response(written(body), self.status_code, headers, media_type=MEDIA_TYPE)


def own(
    kind: ApiKind,
    *,
    errors: Errors = (),
    headers: Mapping[str, str] | None = None,
    **facts: str,
) -> Problem:
    """A refusal of the API itself, with the facts of its sentence."""
    status, sentence = OWN[kind]
    return Problem(
        status, kind, lambda w: sentence(w) % facts, errors=errors, headers=headers, facts=facts
    )


def of_refusal(refused: Refused, facts: Mapping[str, str] | None = None) -> Problem:
    """What a verb refused; `facts` are names that were looked up for the sentence."""
    faults = refused.problems if isinstance(refused, BadDefinition) else ()
    return Problem(
        STATUS[refused.kind],
        refused.kind,
        lambda words: told(refused, words, facts).sentence,
        errors=errors_of(refused),
        faults=faults,
        facts=dict(refused.details),
    )


def not_found() -> Problem:
    """There is no such thing here, or it is another municipality's: the answer is the same."""
    return of_refusal(Refused(RefusalKind.NOT_FOUND))


def errors_of(refused: Refused) -> Errors:
    """What is to be corrected, by field."""
    if isinstance(refused, InvalidData) and refused.errors:
        return [(each.key, _said(each)) for each in refused.errors]
    if refused.kind is RefusalKind.INVALID_DATA and "field" in refused.details:
        return [(refused.details["field"], lambda words: _about(refused, words))]
    if refused.kind is RefusalKind.INVALID_DATA and refused.details:
        return [("data", lambda w: w.gettext("Es demasiado: envíe menos datos."))]
    return []


def _about(refused: Refused, words: NullTranslations) -> str:
    return wrong_subscription(refused, words) or words.gettext("Complete este dato.")


def _said(error: FieldError) -> Say:
    return lambda words: error.told(words.gettext)


def words_of(request: Request) -> NullTranslations:
    """The language that the header asks for; cookies have no say here."""
    language = next((known for tag in wished(request) if (known := known_language(tag))), "es")
    return catalogue_of(language)
