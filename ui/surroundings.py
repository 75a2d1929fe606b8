"""What every page finds around it: the settings, the installation, the templates.

Made once, when the application starts, and kept on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from engine.installation import Installation
from ui.settings import Settings
from ui.templating import Templates


@dataclass(frozen=True, slots=True)
class PageSurroundings:
    """One application's."""

    settings: Settings
    installation: Installation
    templates: Templates


def surroundings_of(request: Request) -> PageSurroundings:
    """Those of the application that serves this request."""
    found = request.app.state.surroundings
    assert isinstance(found, PageSurroundings)  # noqa: S101  # create_app puts them there
    return found
