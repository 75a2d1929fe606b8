"""Whose account may change anything here: operators. The central government reads other pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from storage.tables.network_accounts import AccountKind
from ui.comparison.around import Operating, operating
from ui.errors import not_found


def running(here: Annotated[Operating, Depends(operating)]) -> Operating:
    """Somebody who runs the installation; for everybody else there is no such page."""
    if here.account.kind != AccountKind.OPERATOR:
        raise not_found(here.words)
    return here


Running = Annotated[Operating, Depends(running)]
SECTION = "municipalities"
