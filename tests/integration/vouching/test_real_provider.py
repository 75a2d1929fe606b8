"""The whole way against a real provider, certified by the OpenID Foundation: `make provider` brings
it with npm into `var/provider` and runs this; without it there is nothing to run against."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import html

from engine.clock import SystemClock
from engine.identity import system_actor
from engine.vouching.choosing import Chosen, let_vouch
from engine.vouching.providers import Door, Provider
from hatch_build import node
from storage.queries.municipalities import municipality_by_id
from tests.hall import Hall, Page
from tests.town import Town
from tests.vouching import CLIENT, SECRET
from tests.window import NELIDA, window_service, with_account
from ui.settings import Settings

PLACE = Path(__file__).parents[3] / "var" / "provider"
SCRIPT = Path(__file__).parent / "provider.mjs"
HOUSE = "http://testserver"
pytestmark = pytest.mark.skipif(
    not (PLACE / "node_modules" / "oidc-provider").exists(),
    reason="no provider in var/provider: `make provider` brings it",
)


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    town = Town(sqlite_url, tmp_path / "documents")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield town
    town.close()


@pytest.fixture
def issuer(town: Town) -> Iterator[str]:
    row = town.reads(lambda c: municipality_by_id(c, town.municipality_id))
    assert row is not None
    callbacks = (f"{HOUSE}/{row.slug}/citizen/with/real/answer", f"{HOUSE}/{row.slug}/citizen")
    command = [node(), str(SCRIPT), str(PLACE), *callbacks]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


@pytest.fixture
def hall(town: Town, issuer: str, tmp_path: Path) -> Hall:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[real]\nvalue = "{SECRET}"\nhost = "127.0.0.1"\n')
    provider = Provider(
        "real",
        "ID Perú",
        issuer,
        CLIENT,
        secret="real",  # the name of a secret
        national_id="dni",
        doors=(Door.CITIZEN,),
        trusts_email=True,
    )
    actor = system_actor(town.municipality_id)
    assert isinstance(let_vouch(town.installation, actor, provider, "Convenio 12"), Chosen)
    settings = Settings(
        outside_hosts=issuer, sign_in_private_hosts="127.0.0.1", secrets_file=secrets
    )
    return Hall(town, settings)


def signs_in_there(browser: httpx.Client, url: str, login: str) -> str:
    """Through the pages of the provider, as somebody would; where it sends them back to."""
    page = browser.get(url)
    for _ in range(12):
        if page.is_redirect:
            onward = urljoin(str(page.url), page.headers["location"])
            if onward.startswith(HOUSE):
                return onward
            page = browser.get(onward)
            continue
        form = html.fromstring(page.text).forms[0]
        filled = {**dict(form.form_values()), "login": login, "password": "x"}
        page = browser.post(urljoin(str(page.url), form.action), data=filled)
    raise AssertionError(page.text)


def comes_in(hall: Hall, browser: httpx.Client, login: str) -> tuple[object, Page]:
    desk = hall.desk()
    left = desk.opens("citizen/with/real")
    assert left.status == 303, left.text
    back = urlsplit(signs_in_there(browser, left.location, login))
    answer = desk.opens(f"{back.path}?{back.query}")
    assert answer.status == 303, answer.text
    return desk, desk.follows(answer)


def test_somebody_comes_in_by_a_real_provider_and_leaves_it(town: Town, hall: Hall) -> None:
    # A real provider goes by the real clock.
    town.clock.move(to=SystemClock().now())
    with_account(town)
    with httpx.Client() as browser:
        _, first = comes_in(hall, browser, "ana")
        assert first.heading == "Su primera vez con ID Perú"
        assert first.all("//dl[@class='declared-list']//dd") == ["Ana Paz", "40718825"]
    with httpx.Client() as browser:
        desk, mine = comes_in(hall, browser, NELIDA.email.partition("@")[0])
        assert NELIDA.name in mine.text  # her verified e-mail joined her account
        out = desk.sends("citizen/sign-out", {}, on="citizen")  # type: ignore[attr-defined]
        (leave,) = out.tree.xpath("//a[contains(@href, '/session/end')]/@href")
        asked = browser.get(leave)
        form = html.fromstring(asked.text).forms[0]
        sent = {**dict(form.form_values()), "logout": "yes"}
        gone = browser.post(urljoin(str(asked.url), form.action), data=sent)
        assert gone.headers["location"] == f"{HOUSE}/{hall.slug}/citizen"
