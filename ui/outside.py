"""Who makes requests, and to which hosts, as the settings say."""

from __future__ import annotations

from engine.outside import Caller, Hosts
from ui.settings import NONE, Settings

KILOBYTE = 1000


def caller_of(chosen: Settings) -> Caller:
    """Who makes requests, to the hosts that the settings list."""
    return Caller(
        hosts=_hosts(chosen),
        timeout=chosen.outside_seconds,
        limit=chosen.outside_kb * KILOBYTE,
    )


def _hosts(chosen: Settings) -> Hosts:
    return Hosts() if chosen.outside_hosts == NONE else Hosts.of(chosen.outside_hosts)
