"""What the sign-in page shows: the form as it was, and one sentence when it was refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.identity.sessions import LENGTH
from engine.refusals import RefusalKind, Refused
from engine.vouching.providers import Door
from ui.identity.forms import SignIn
from ui.language import NAMES
from ui.visit import Visit
from ui.vouching.way import buttons


def sign_in_context(
    here: Visit, entry: SignIn, *, refusal: str = "", expired: bool = False
) -> dict[str, Any]:
    """The context of identity/sign_in.html. The password never comes back."""
    other = [tag for tag in NAMES if tag != here.localisation.language]
    return {
        "town": here.municipality.name,
        "accent": here.municipality.accent,
        "action": here.path("sign-in"),
        "login": entry.login,
        "keep": entry.keep,
        "hours": LENGTH // timedelta(hours=1),
        "back": entry.back,
        "carried": entry.carried,
        "refusal": refusal,
        "providers": buttons(here, Door.STAFF, back=entry.back),
        "expired": expired or bool(entry.carried),
        "languages": [
            (tag, NAMES[tag], here.path("sign-in", language=tag, back=entry.back)) for tag in other
        ],
    }


def refusal_of(refused: Refused, here: Visit) -> tuple[int, str]:
    """Status and sentence; never which of login and password was wrong."""
    if refused.kind is RefusalKind.LOCKED_OUT:
        return 429, locked_out(refused.details.get("until", ""), here)
    left = int(refused.details.get("left", "0") or 0)
    told = here.words.gettext("El correo o la clave no coinciden.")
    if left:
        tries = here.words.ngettext("Le queda %(n)s intento.", "Le quedan %(n)s intentos.", left)
        told = f"{told} {tries % {'n': left}}"
    return 422, told


def locked_out(until: str, here: Visit) -> str:
    """«Espere 15 minutos o pida una clave nueva…»."""
    minutes = 15
    if until:
        wait = datetime.fromisoformat(until) - here.now
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
    pattern = here.words.ngettext(
        "Espere %(n)s minuto o pida una clave nueva a quien administra las cuentas.",
        "Espere %(n)s minutos o pida una clave nueva a quien administra las cuentas.",
        minutes,
    )
    return pattern % {"n": minutes}
