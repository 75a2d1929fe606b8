"""Who makes requests, and to which hosts, as the settings say; and the secrets that they send."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.installation import Installation
from engine.outside import Caller, Hosts, Secret
from engine.vouching.reaching import Reach
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import municipality_by_slug
from ui.settings import NONE, Settings

KILOBYTE = 1000


def caller_of(chosen: Settings) -> Caller:
    """Who makes requests, to the hosts that the settings list."""
    return Caller(
        hosts=_hosts(chosen),
        timeout=chosen.outside_seconds,
        limit=chosen.outside_kb * KILOBYTE,
    )


def reach_of(chosen: Settings, installation: Installation) -> Reach:
    """The way to providers of sign-in: as every request, but that a host which the settings name
    may have a private address. The file of secrets is read each time: a new one counts at once."""
    public = caller_of(chosen)
    inner = replace(public, allows=lambda _address: True)
    named = "" if chosen.sign_in_private_hosts == NONE else chosen.sign_in_private_hosts
    private = frozenset(named.replace(",", " ").lower().split())

    def caller_for(url: str) -> Caller:
        return inner if _host_of(url) in private else public

    return Reach(caller_for, lambda: secrets_in(installation, chosen.secrets_file))


def secrets_in(installation: Installation, file: Path) -> Mapping[str, Secret]:
    """`[name]` with `value`, `host` and, where it is one municipality's own, `municipality`. Raises
    OSError and ValueError for a file that cannot be read so."""
    if not file.exists():
        return {}
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _secret(installation, name, each) for name, each in written.items()}


def _secret(installation: Installation, name: str, written: Mapping[str, Any]) -> Secret:
    known = {"value", "host", "municipality"}
    if not isinstance(written, Mapping) or not {"value", "host"} <= set(written) <= known:
        raise ValueError(f"[{name}] necesita «value» y «host», y puede tener «municipality».")
    slug = written.get("municipality")
    if slug is None:
        return Secret(str(written["value"]), str(written["host"]))
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, str(slug))
    if town is None:
        raise ValueError(f"[{name}] nombra a «{slug}», que no es una municipalidad de aquí.")
    return Secret(str(written["value"]), str(written["host"]), town.id)


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _hosts(chosen: Settings) -> Hosts:
    return Hosts() if chosen.outside_hosts == NONE else Hosts.of(chosen.outside_hosts)
