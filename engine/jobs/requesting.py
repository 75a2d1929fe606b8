"""The built-in handler `cauce:http`: one request to a service that the installation allows.

Inputs: `url`, and if wanted `body` (a context or a list goes as JSON, a text as text). Headers of
the task: `method` (GET), `secret` (the name of one; it goes as `Authorization: Bearer`, or in the
header that `secretHeader` names), `errors` (statuses that become the BPMN error `HTTP_<status>`).
Back come `status` and `body`: JSON as values, other text as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.jobs.results import BusinessError, Done, Handler, Incident, Result, Retry, Work
from engine.outside.calling import Answer, Failed
from engine.outside.outside import Outside
from engine.sentences import N_, Sentence, phrase, why_of
from engine.values import dumps, plain

HTTP = "cauce:http"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
LONGEST_REST = timedelta(hours=1)
"""However long the other side asks us to wait."""
_LATER = frozenset({408, 425, 429})
_TOKEN = re.compile(r"[A-Za-z0-9-]{1,60}")


class NotARequest(ValueError):
    """What the model gives makes no request; its text is for people, in Spanish."""


def http_handlers(outside: Outside) -> dict[str, Handler]:
    """The handler by its kind."""

    def requesting(work: Work) -> Result:
        try:
            method, url, headers, body = _request(outside, work)
        except NotARequest as fault:
            return Incident(why_of(fault))
        answer = outside.caller.call(method, url, headers=headers, body=body)
        if isinstance(answer, Failed):
            return Retry(answer.reason) if answer.again else Incident(answer.reason)
        return _result(work, answer)

    return {HTTP: requesting}


def _request(outside: Outside, work: Work) -> tuple[str, str, dict[str, str], bytes | None]:
    method = work.headers.get("method", "GET").upper()
    if method not in METHODS:
        said = phrase(N_("«method» debe ser uno de: %(listed)s."), listed=", ".join(METHODS))
        raise NotARequest(said)
    url = work.payload.get("url")
    if not isinstance(url, str):
        raise NotARequest(phrase(N_("«url» debe ser un texto con la dirección del servicio.")))
    headers = {"Accept": "application/json", "Idempotency-Key": work.idempotency_key}
    headers |= _secret(outside, work, url)
    body, kind = _body(work.payload.get("body"))
    return method, url, headers | kind, body


def _secret(outside: Outside, work: Work, url: str) -> dict[str, str]:
    name = work.headers.get("secret")
    if not name:
        return {}
    host = outside.caller.host_of(url)
    if isinstance(host, Failed):
        raise NotARequest(host.reason)
    secret = outside.secrets.get(name)
    if secret is None or not secret.may_go(to=host, of=work.municipality_id):
        said = N_("No hay un secreto «%(name)s» que pueda enviarse a %(host)s.")
        raise NotARequest(phrase(said, name=name, host=host))
    header = work.headers.get("secretHeader")
    if not header:
        return {"Authorization": f"Bearer {secret.value}"}
    if not _TOKEN.fullmatch(header):
        raise NotARequest(phrase(N_("«secretHeader» debe ser el nombre de una cabecera HTTP.")))
    return {header: secret.value}


def _body(value: Any) -> tuple[bytes | None, dict[str, str]]:
    if value is None:
        return None, {}
    if isinstance(value, str):
        return value.encode(), {"Content-Type": "text/plain; charset=utf-8"}
    return dumps(plain(value)).encode(), {"Content-Type": "application/json"}


def _result(work: Work, answer: Answer) -> Result:
    status = answer.status
    if str(status) in work.headers.get("errors", "").replace(",", " ").split():
        return BusinessError(f"HTTP_{status}", {"status": Decimal(status), "body": _read(answer)})
    if 200 <= status < 300:
        return Done({"status": Decimal(status), "body": _read(answer)})
    if status in _LATER or status >= 500:
        return Retry(_answered(status), _asked_rest(answer.headers))
    return Incident(_answered(status))


def _answered(status: int) -> Sentence:
    return phrase(N_("El servicio respondió %(status)s."), status=status)


def _asked_rest(headers: Mapping[str, str]) -> timedelta | None:
    asked = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    if not asked.isdecimal() or len(asked) > 9:
        return None
    return min(timedelta(seconds=int(asked)), LONGEST_REST)


def _read(answer: Answer) -> Any:
    """What came back as values; text that is no JSON stays text, and what is no text is nothing."""
    try:
        text = answer.body.decode()
    except UnicodeDecodeError:
        return None
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text or None


def _refuse(name: str) -> Any:
    raise ValueError(name)
