"""One HTTP request to a host on the list: checked, bounded, and never sent on elsewhere.

https only, unless the list says `http://` before a host. No redirect is followed, no proxy of the
environment is used, nothing is tried twice: that is for the job. What is told about a failure names
neither what was sent nor what came back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from engine.outside.addresses import Address, NotReachable, Resolve, checked_address, is_public
from engine.outside.addresses import resolve as ask_machine
from engine.sentences import N_, Fact, phrase

logging.getLogger("urllib3").setLevel(logging.ERROR)  # it would log addresses with their queries

_PIECE = 16 * 1024
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Hosts:
    """The list: `host`, `host:port` or `http://host:port`, each exactly as it is meant."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Hosts:
        """From words with commas or spaces between."""
        return cls(frozenset(text.replace(",", " ").lower().split()))

    def allow(self, scheme: str, host: str, port: int) -> bool:
        """Whether the list names it."""
        names = {f"{host}:{port}"} | ({host} if port == _PORTS[scheme] else set())
        if scheme == "http":
            names = {f"http://{name}" for name in names}
        return not names.isdisjoint(self.allowed)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer. `again`: another attempt may succeed. `reason` is for people, in Spanish; `why`
    and `about` say the same of an address that may not be called, for those who read another
    language."""

    reason: Fact
    again: bool
    why: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Makes requests. `limit` is in bytes of the answer, `timeout` in seconds for all of it."""

    hosts: Hosts = Hosts()
    timeout: float = 20.0
    limit: int = 1_000_000
    resolve: Resolve = ask_machine
    allows: Callable[[Address], bool] = is_public
    certificates: str | None = field(default=None)
    """A file of authorities beside those of the machine."""

    def host_of(self, url: str) -> str | Failed:
        """The host of an address that may be called."""
        target = _target(url)
        if target is None:
            said = phrase(N_("La dirección no es una dirección https completa."))
            return Failed(said, again=False, why="not_https")
        scheme, host, port = target
        if not self.hosts.allow(scheme, host, port):
            named = f"{scheme}://{host}:{port}"
            return Failed(
                phrase(N_("«%(named)s» no está en la lista de servicios permitidos."), named=named),
                again=False,
                why="not_listed",
                about=named,
            )
        return host

    def call(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer | Failed:
        """One request; whatever the status, an answer is an answer."""
        host = self.host_of(url)
        if isinstance(host, Failed):
            return host
        target = _target(url)
        assert target is not None  # noqa: S101 - host_of has looked
        scheme, _, port = target
        try:
            address = checked_address(host, port, resolve=self.resolve, allows=self.allows)
        except NotReachable as reason:
            again = "no address" in str(reason)
            said = N_("El servicio %(host)s no tiene una dirección pública.")
            return Failed(phrase(said, host=host), again=again)
        return self._request(method, url, (scheme, host, port), address, headers, body)

    def _request(
        self,
        method: str,
        url: str,
        target: tuple[str, str, int],
        address: str,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Answer | Failed:
        scheme, host, port = target
        named = host if port == _PORTS[scheme] else f"{host}:{port}"
        ends = monotonic() + self.timeout
        pool = self._pool(scheme, address, port, host)
        try:
            answer = pool.urlopen(
                method,
                _path(url),
                body=body,
                headers={**headers, "Host": named, "User-Agent": "Cauce"},
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
                assert_same_host=False,
            )
            return self._read(answer, host, ends)
        except HTTPError as error:
            said = N_("El servicio %(host)s no respondió (%(error)s).")
            return Failed(phrase(said, host=host, error=type(error).__name__), again=True)
        finally:
            pool.close()

    def _read(self, answer: BaseHTTPResponse, host: str, ends: float) -> Answer | Failed:
        body = bytearray()
        for piece in answer.stream(_PIECE, decode_content=False):
            body += piece
            if len(body) > self.limit:
                said = N_("La respuesta de %(host)s pasa de %(limit)s bytes.")
                return Failed(phrase(said, host=host, limit=self.limit), again=False)
            if monotonic() > ends:
                said = N_("El servicio %(host)s tarda demasiado en responder.")
                return Failed(phrase(said, host=host), again=True)
        return Answer(answer.status, dict(answer.headers.items()), bytes(body))

    def _pool(self, scheme: str, address: str, port: int, host: str) -> HTTPConnectionPool:
        timeout = Timeout(total=self.timeout)
        if scheme == "http":
            return HTTPConnectionPool(address, port, timeout=timeout)
        return HTTPSConnectionPool(
            address,
            port,
            timeout=timeout,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=self.certificates,
        )


def _target(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what is no plain address with a host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url and parts.username is None
    if not plain or parts.scheme not in _PORTS or not host:
        return None
    return parts.scheme, host.rstrip("."), port or _PORTS[parts.scheme]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
