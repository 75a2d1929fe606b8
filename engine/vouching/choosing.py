"""Which providers a municipality lets vouch: added, changed, taken away by who keeps
its accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import administering, because
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.vouching.providers import MOST, Provider, providers_in, tidy, with_providers, wrong_in
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.writes.municipalities import update_settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """The providers there are now."""

    providers: tuple[Provider, ...]


def let_vouch(
    installation: Installation, actor: Actor, provider: Provider, reason: str
) -> Chosen | Refused:
    """Add a provider, or write down anew the one of that name."""
    told = tidy(provider)
    wrong = wrong_in(told) or ("" if reason.strip() else "reason")
    if wrong:
        return Refused(RefusalKind.INVALID_DATA, {"field": wrong})

    def changed(before: tuple[Provider, ...]) -> tuple[Provider, ...] | None:
        others = [each for each in before if each.key != told.key]
        return (*others, told) if len(others) < MOST else None

    return _change(installation, actor, changed, told.key, reason)


def vouch_no_more(
    installation: Installation, actor: Actor, key: str, reason: str
) -> Chosen | Refused:
    """Take a provider away: nobody comes in by it any more. Whose account is whose stays written
    down, for the day when it comes back."""
    if not reason.strip():
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def changed(before: tuple[Provider, ...]) -> tuple[Provider, ...] | None:
        left = tuple(each for each in before if each.key != key)
        return left if len(left) < len(before) else None

    return _change(installation, actor, changed, key, reason)


def _change(
    installation: Installation,
    actor: Actor,
    changed: Callable[[tuple[Provider, ...]], tuple[Provider, ...] | None],
    key: str,
    reason: str,
) -> Chosen | Refused:
    def verb(connection: Connection, history: TownHistory) -> Chosen | Refused:
        town = municipality_by_id(connection, actor.municipality_id)
        assert town is not None  # noqa: S101  # the actor's own
        after = changed(providers_in(town.settings))
        if after is None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "key"})
        update_settings(connection, town.id, settings=with_providers(town.settings, after))
        data = {"fields": ["sign_in"], "sign_in_to": key}
        history.add(TownEventKind.TOWN_CHANGED, data=data, detail=because(reason))
        return Chosen(after)

    return administering(installation, actor, verb)
