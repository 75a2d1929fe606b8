"""From a host to the address that is connected to: resolved once, checked, and used as it is.

A name that answers with a public address when it is checked and with a private one when it is
connected to (DNS rebinding) gains nothing: it is asked once. Every address that it answers with
must be public; one that is not refuses them all.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as text. Raises OSError where there are none."""


class NotReachable(Exception):
    """The host has no address, or one that nothing of ours may be sent to."""


def resolve(host: str, port: int) -> Sequence[str]:
    """What the resolver of this machine answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: Address) -> bool:
    """An address of the internet at large: no private, local, shared or reserved one."""
    inner = _inside(address)
    return address.is_global and not address.is_multicast and (inner is None or is_public(inner))


def checked_address(
    host: str, port: int, *, resolve: Resolve, allows: Callable[[Address], bool]
) -> str:
    """The address to connect to. Raises NotReachable."""
    try:
        found = [ip_address(each.partition("%")[0]) for each in resolve(host, port)]
    except (OSError, UnicodeError) as error:
        raise NotReachable("the host has no address") from error
    if not found:
        raise NotReachable("the host has no address")
    if not all(allows(each) for each in found):
        raise NotReachable("the host has an address that is not public")
    return str(found[0])


def _inside(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address carries: mapped, 6to4, Teredo, or by NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address.packed[:12] == b"\x00\x64\xff\x9b" + bytes(8):
        return IPv4Address(address.packed[12:])
    return None
