"""A request leaves only to a host on the list, at an address that was checked, and is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from threading import Event

import pytest

from engine.outside import Answer, Caller, Failed, Hosts
from engine.outside.addresses import is_public
from tests.servers import Reply, Web, web

CERTIFICATE = Path(__file__).with_name("api.example.pem")


class Names:
    """A resolver that answers as the test says, and remembers how often it was asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        if not self.answers:
            raise OSError("no such host")
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def here(names: Names, site: Web, *, scheme: str = "http") -> Caller:
    """A caller that may reach the test's own server."""
    prefix = "http://" if scheme == "http" else ""
    return Caller(
        hosts=Hosts.of(f"{prefix}api.example:{site.port}"),
        timeout=5,
        resolve=names,
        allows=lambda address: str(address) == "127.0.0.1",
        certificates=str(CERTIFICATE),
    )


def call(caller: Caller, url: str) -> Answer | Failed:
    answer = caller.call("GET", url, headers={"X-One": "1"})
    return replace(answer, reason=str(answer.reason)) if isinstance(answer, Failed) else answer


def test_an_answer_comes_back_whatever_its_status() -> None:
    with web(Reply(418, b"tea", {"X-Kind": "pot"})) as site:
        answer = call(here(Names(["127.0.0.1"]), site), f"http://api.example:{site.port}/a?b=c")
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.headers["X-Kind"]) == (418, b"tea", "pot")
    (request,) = site.requests
    assert (request.method, request.path) == ("GET", "/a?b=c")
    assert request.headers["Host"] == f"api.example:{site.port}"
    assert request.headers["X-One"] == "1"


def test_a_name_is_asked_once_so_that_its_second_answer_gains_nothing() -> None:
    """DNS rebinding: what was checked is what is connected to."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    with web() as site:
        answer = call(here(names, site), f"http://api.example:{site.port}/")
        assert isinstance(answer, Answer)
        assert names.asked == [("api.example", site.port)]
        again = call(here(names, site), f"http://api.example:{site.port}/")
    assert again == Failed("El servicio api.example no tiene una dirección pública.", again=False)
    assert len(site.requests) == 1


def test_one_private_address_among_public_ones_refuses_them_all() -> None:
    with web() as site:
        caller = here(Names(["127.0.0.1", "10.0.0.1"]), site)
        answer = call(caller, f"http://api.example:{site.port}/")
    assert isinstance(answer, Failed)
    assert site.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_nothing_is_sent_to_an_address_that_is_not_public(address: str) -> None:
    caller = Caller(hosts=Hosts.of("api.example"), resolve=Names([address]))
    answer = call(caller, "https://api.example/")
    assert answer == Failed("El servicio api.example no tiene una dirección pública.", again=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "190.12.1.1", "2001:4860:4860::8888"])
def test_addresses_of_the_internet_at_large_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/", "https://api.example:8443/", "http://api.example/",
        "https://api.example.evil.test/", "https://api.example@evil.test/",
        "https://evil.test#@api.example/",
    ],
)  # fmt: skip
def test_a_host_that_is_not_on_the_list_is_not_even_asked_for(url: str) -> None:
    names = Names(["8.8.8.8"])
    answer = call(Caller(hosts=Hosts.of("api.example"), resolve=names), url)
    assert isinstance(answer, Failed)
    assert not answer.again
    assert names.asked == []


@pytest.mark.parametrize(
    "url", ["", "api.example", "ftp://api.example/", "https:///x", "https://api.example/\r\nX: y",
            "https://api.example/a b", "https://api.example:http/", "https://[::1/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    answer = call(Caller(hosts=Hosts.of("api.example")), url)
    said = "La dirección no es una dirección https completa."
    assert answer == Failed(said, again=False, why="not_https")


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with web(Reply(302, b"", {"Location": "http://127.0.0.1:1/secret"})) as site:
        answer = call(here(Names(["127.0.0.1"]), site), f"http://api.example:{site.port}/")
    assert isinstance(answer, Answer)
    assert answer.status == 302
    assert len(site.requests) == 1


def test_an_answer_that_is_too_large_is_cut_off() -> None:
    with web(Reply(body=b"x" * 100_001)) as site:
        caller = replace(here(Names(["127.0.0.1"]), site), limit=100_000)
        answer = call(caller, f"http://api.example:{site.port}/")
    assert answer == Failed("La respuesta de api.example pasa de 100000 bytes.", again=False)


def test_a_service_that_does_not_answer_in_time_may_be_tried_again() -> None:
    may_end = Event()
    with web(Reply(before=lambda: may_end.wait(10))) as site:
        caller = replace(here(Names(["127.0.0.1"]), site), timeout=0.2)
        answer = call(caller, f"http://api.example:{site.port}/")
        may_end.set()
    assert answer == Failed("El servicio api.example no respondió (ReadTimeoutError).", again=True)


def test_a_host_without_an_address_may_be_tried_again() -> None:
    answer = call(Caller(hosts=Hosts.of("api.example"), resolve=Names()), "https://api.example/")
    assert isinstance(answer, Failed)
    assert answer.again


def test_the_certificate_must_be_that_of_the_host_although_the_address_was_fixed() -> None:
    with web(certificate=CERTIFICATE) as site:
        caller = here(Names(["127.0.0.1"]), site, scheme="https")
        answer = call(caller, f"https://api.example:{site.port}/")
        assert isinstance(answer, Answer)
        other = replace(caller, hosts=Hosts.of(f"other.example:{site.port}"))
        refused = call(other, f"https://other.example:{site.port}/")
        unknown = call(replace(caller, certificates=None), f"https://api.example:{site.port}/")
    assert refused == Failed("El servicio other.example no respondió (SSLError).", again=True)
    assert unknown == Failed("El servicio api.example no respondió (SSLError).", again=True)
    assert len(site.requests) == 1


def test_the_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with web() as site:
        answer = call(here(Names(["127.0.0.1"]), site), f"http://api.example:{site.port}/")
    assert isinstance(answer, Answer)
