"""The built-in handler `cauce:draw`: cases granted without a decision are drawn for control.

Inputs: the days `from` and `to`, the `percent` and the `most` of the law. Back come `size` and
`population` (the hash) of those that ended so, the `seed`, and the `sample`, each with `number`,
`service` and `how`. The seed follows from the secret of the house and the job, which nobody
chooses: a draw that is done again is the same draw.
"""

from __future__ import annotations

import hmac
from datetime import date
from decimal import Decimal
from hashlib import sha256

from engine.control.drawing import draw
from engine.control.population import granted_between
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase

DRAW = "cauce:draw"
_PURPOSE = b"cauce draw 1 "


def draw_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""

    def drawing(work: Work) -> Result:
        first, last = work.payload.get("from"), work.payload.get("to")
        percent, most = work.payload.get("percent"), work.payload.get("most")
        if not isinstance(first, date) or not isinstance(last, date) or first > last:
            return Incident(phrase(N_("«from» y «to» deben ser días, del primero al último.")))
        if not isinstance(percent, Decimal) or not isinstance(most, Decimal):
            return Incident(phrase(N_("«percent» y «most» deben ser números.")))
        known = {
            each.number: each
            for each in granted_between(installation, work.municipality_id, first, last)
        }
        drawn = draw(known, _seed(installation, work), percent=percent, most=int(most))
        sample = [
            {"number": number, "service": known[number].service, "how": known[number].how}
            for number in drawn.sample
        ]
        told = {"size": drawn.size, "population": drawn.population, "seed": drawn.seed}
        return Done({**told, "sample": sample})

    return {DRAW: drawing}


def _seed(installation: Installation, work: Work) -> str:
    """Nobody knows it before, and it is the same however often the job is done."""
    said = f"{work.municipality_id} {work.job_id}".encode()
    return hmac.new(installation.secret, _PURPOSE + said, sha256).hexdigest()[:32]
