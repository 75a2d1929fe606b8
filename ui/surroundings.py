"""What every page finds around it: the settings, the installation, the templates, the
way to providers of sign-in.

Made once, when the application starts, and kept on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request

from engine.auditing.accesses import ReadingLog
from engine.identity.knocking import Knocks
from engine.installation import Installation
from engine.vouching.reaching import Reach
from ui.settings import Settings
from ui.templating import Templates


@dataclass(frozen=True, slots=True)
class Throttles:
    """How often each address knocked in vain where nobody signs in: at the codes of letters, of
    fees, of cases and of passes to vote; how many guests it brought, each of whom is a row; and how
    many letters with a code it asked for, and how often it left for a provider of sign-in."""

    letters: Knocks = field(default_factory=lambda: Knocks("letters"))
    fees: Knocks = field(default_factory=lambda: Knocks("fees"))
    cases: Knocks = field(default_factory=lambda: Knocks("cases"))
    guests: Knocks = field(default_factory=lambda: Knocks("guests"))
    mails: Knocks = field(default_factory=lambda: Knocks("mails"))
    leaving: Knocks = field(default_factory=lambda: Knocks("leaving"))
    passes: Knocks = field(default_factory=lambda: Knocks("passes"))


@dataclass(frozen=True, slots=True)
class PageSurroundings:
    """One application's."""

    settings: Settings
    installation: Installation
    templates: Templates
    reach: Reach
    readings: ReadingLog
    throttles: Throttles = field(default_factory=Throttles)


def surroundings_of(request: Request) -> PageSurroundings:
    """Those of the application that serves this request."""
    found = request.app.state.surroundings
    assert isinstance(found, PageSurroundings)  # noqa: S101  # create_app puts them there
    return found
