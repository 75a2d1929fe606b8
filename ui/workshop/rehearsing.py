"""Running the scenarios of a draft for a page: what the house lends, and what is remembered."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from gettext import NullTranslations
from hashlib import sha256
from typing import Any

from engine.installation import Installation
from engine.jobs.documents import PlainText, document_handlers
from engine.jobs.drawing import draw_handlers
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.messages import message_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.jobs.results import Handler
from engine.memory import Bounded
from engine.refusals import InvalidData, Refused
from engine.sentences import Sentence
from engine.workshop.checking import checked_files
from engine.workshop.scenarios import (
    Feature,
    House,
    Place,
    Ran,
    Scenario,
    read,
    run_feature,
)
from engine.workshop.scenarios.by_hand import Standing, by_hand
from processes.registry import handlers, parameters_of
from ui.refusals import told
from ui.visit import Member

WAIT = 20.0
"""Seconds that a try waits for others of this server."""
_one_by_one = threading.Lock()
_remembered: Bounded[str, tuple[Ran, ...]] = Bounded(64)


class Busy(Exception):
    """Other tries keep this server busy."""


def ran(here: Member, files: Mapping[str, bytes], path: str) -> tuple[Ran, ...]:
    """Every scenario of a file of the draft; what was run before over the same files is remembered.
    Raises Faulty and Busy."""
    key = key_of(here, files, path)
    before = _remembered.get(key)
    if before is not None:
        return before
    if not _one_by_one.acquire(timeout=WAIT):
        raise Busy
    try:
        bundle = checked_files(files)
        found = run_feature(house_of(here), place_of(here), bundle, read(files[path]))
    finally:
        _one_by_one.release()
    return _remembered.keep(key, found)


def stood(
    here: Member,
    files: Mapping[str, bytes],
    feature: Feature,
    asked: str = "",
    typed: Mapping[str, Any] | None = None,
) -> Standing | Sentence:
    """Where a sandbox stands after its acts. Raises Faulty and Busy."""
    scenario = next(iter(feature.scenarios), Scenario(1, "", ()))
    if not _one_by_one.acquire(timeout=WAIT):
        raise Busy
    try:
        bundle = checked_files(files)
        return by_hand(house_of(here), place_of(here), bundle, scenario, asked=asked, typed=typed)
    finally:
        _one_by_one.release()


def remembered(here: Member, files: Mapping[str, bytes], path: str) -> tuple[Ran, ...] | None:
    """What came of the file as it is now, where it was run."""
    return _remembered.get(key_of(here, files, path))


def key_of(here: Member, files: Mapping[str, bytes], path: str) -> str:
    """The same for the same draft, file, municipality and language."""
    digest = sha256(checked_files(files).hash.encode())
    digest.update(files[path])
    return f"{here.municipality.id} {here.localisation.language} {digest.hexdigest()}"


def house_of(here: Member) -> House:
    """What a try is lent of this installation: nothing that reaches outside of it."""
    installation = here.installation
    return House(
        law=parameters_of,
        places=installation.territories,
        registers=installation.registers,
        paid_into=installation.paid_into,
        handlers=harmless,
        told=lambda refused: said(refused, here.words),
    )


def place_of(here: Member) -> Place:
    """The municipality that a try is like."""
    town = here.municipality
    return Place(
        town.country, town.timezone, town.currency, town.region, town.ubigeo,
        json.loads(town.settings or "{}"),
    )  # fmt: skip


def harmless(sandbox: Installation) -> Mapping[str, Handler]:
    """What the house does by itself inside of its own database: no letter and no request leaves."""
    return {
        **message_handlers(sandbox),
        **link_handlers(sandbox),
        **draw_handlers(sandbox),
        **letter_handlers(sandbox, lambda _town: PlainPress()),
        **payment_handlers(sandbox),
        **parcel_handlers(sandbox),
        **document_handlers(sandbox, PlainText()),
        **handlers(sandbox),
    }


def said(refused: Refused, words: NullTranslations) -> str:
    """Why something was refused; of a form, what is to be corrected in each field."""
    if isinstance(refused, InvalidData) and refused.errors:
        told_of = (words.gettext(each.msgid).format(**each.params) for each in refused.errors)
        return "; ".join(told_of)
    return told(refused, words).sentence
