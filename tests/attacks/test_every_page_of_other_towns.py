"""Every route of the pages, as the application has them today, asked by who belongs to another
municipality: with every role at home, with the ids of the other one, at its address and at home.

Both municipalities are full and alike (`tests/twins.py`), and what is written in the other one
carries a mark. Nothing may tell it, and nothing there may be another afterwards. It holds on
SQLite, on PostgreSQL behind its walls, and on PostgreSQL whose walls were torn down: there the
filters of the application stand alone. What programs ask is in `test_programs_of_other_towns.py`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacking import REFUSED, Attack, tear_down
from tests.filled import candidates
from tests.mirrored import MARK, SLUG
from tests.postgres import Server
from tests.twins import Twins, make_twins
from tests.wandering import Route, Sending, Wandering, moved, routes_of_pages
from ui.comparison.around import HOME

ID = re.compile(r"(?<!\d)\d{18}(?!\d)")
SLOW = frozenset(
    {
        "GET /{municipality}/taxes/runs/{run_id}/coupons/pdf",
        "GET /{municipality}/services/{key}/blank/pdf",
        "GET /{municipality}/blank/{key}/pdf",
    }
)
"""Printed in seconds: asked with what is of the other municipality, not at home."""
FOR_ANYBODY = {
    f"GET {HOME}/sign-in": "who signs in has no session yet",
    f"POST {HOME}/sign-in": "who signs in has no session yet",
    f"GET {HOME}/sign-in/code": "who waits for a code has no session yet",
    f"POST {HOME}/sign-in/code": "the same",
    f"POST {HOME}/sign-out": "ends what the browser has",
    "POST /{municipality}/sign-in": "who signs in has no session yet",
    "POST /{municipality}/citizen/sign-in": "who signs in has no session yet",
    "POST /{municipality}/citizen/sign-up": "an account for anybody who can read their mail",
    "POST /{municipality}/citizen/sign-up/{letter_id}": "the same",
    "POST /{municipality}/citizen/forgotten": "a password for who can read their mail",
    "POST /{municipality}/citizen/forgotten/{letter_id}": "the same",
    "POST /{municipality}/citizen/go-on": "a code that somebody reads from another device",
    "POST /{municipality}/citizen/taxes": "a code and a PIN",
    "POST /{municipality}/citizen/uploads": "a guest begins",
    "POST /{municipality}/tracking/{code}/pin": "a PIN",
    "POST /{municipality}/services/{key}/apply": "a guest begins",
    "POST /{municipality}/pay/{code}/{way}": "whoever knows the code of an order may pay it",
    "POST /{municipality}/votes/{number}/ballot": "nobody is asked before the vote is looked at",
    "POST /{municipality}/votes/{number}/booth": "a pass",
}
"""What is open in every municipality to who has no session there, and what it asks for."""
SHUT = {
    "GET /{municipality}": "who works here is sent to the inbox",
    "GET /{municipality}/team/entrance": "asks for a pass",
    "GET /{municipality}/improvement/experiences/written/{experience_id}/edit": "of its author",
    "GET /{municipality}/improvement/experiences/shared/{slug}/{experience_id}": "the planted one"
    " is a draft",
    "GET /{municipality}/language": "sends back to the page",
    "GET /{municipality}/sign-in/code": "for who waits for a code",
    "GET /{municipality}/sign-in/with/{key}": "no outer door is configured",
    "GET /{municipality}/sign-in/with/{key}/answer": "no outer door is configured",
    "GET /{municipality}/sign-in/joining": "no outer door is configured",
    "GET /{municipality}/citizen/with/{key}": "no outer door is configured",
    "GET /{municipality}/citizen/with/{key}/answer": "no outer door is configured",
    "GET /{municipality}/citizen/joining": "no outer door is configured",
    "GET /{municipality}/citizen/uploads/{upload_id}": "planted, of nobody's device",
    "GET /{municipality}/citizen/uploads/{upload_id}/picture": "planted, of nobody's device",
    "GET /{municipality}/uploads/{upload_id}": "planted, of nobody's device",
    "GET /{municipality}/uploads/{upload_id}/picture": "planted, of nobody's device",
    "GET /{municipality}/citizen/taxes/paid/{code}": "asks for the PIN of taxes",
    "GET /{municipality}/citizen/taxes/statement": "asks for the PIN of taxes",
    "GET /{municipality}/citizen/taxes/agreement": "asks for the PIN of taxes",
    "GET /{municipality}/tracking/{code}/withdrawal": "asks for the PIN of the case",
    "GET /{municipality}/tracking/{code}/notices": "asks for the PIN of the case",
    "GET /{municipality}/tracking/{code}/correction": "asks for the PIN of the case",
    "GET /{municipality}/tasks/together": "of several tasks that are named",
    "GET /{municipality}/start/{key}/drafts/{draft_id}/elsewhere": "planted, of nobody's device",
    "GET /{municipality}/cadastre/inspections/{task_id}": "no inspection waits in the demo",
    "GET /{municipality}/cadastre/parcels.geojson": "of a piece of the map that is named",
    "GET /{municipality}/processes/{key}/workshop/drawings": "of two versions that are named",
    "GET /{municipality}/processes/{key}/workshop/origin/drawings": "of a diagram that is named",
    "GET /{municipality}/open/scores/{scheme}/{period}.json": "no scores were published",
    "GET /{municipality}/processes/{key}/workshop/decision": "of a file of the draft",
    "GET /{municipality}/processes/{key}/workshop/decision/trial": "of a file of the draft",
    "GET /{municipality}/processes/{key}/workshop/source": "of a file of the draft",
    "GET /{municipality}/processes/{key}/workshop/form": "of a file of the draft",
    "GET /{municipality}/processes/{key}/workshop/sandbox": "the planted draft has no diagram",
    "GET /{municipality}/processes/{key}/workshop/scenarios/one": "of a scenario of the draft",
    "GET /{municipality}/processes/{key}/migration": "of two versions, and there is one",
    "GET /{municipality}/processes/{key}/migration/trial": "of two versions, and there is one",
    "GET /{municipality}/migrations/{batch_id}": "the planted batch is no migration",
    "GET /{municipality}/till/closing": "the till is not open",
    "GET /{municipality}/pay/back/{token}": "the planted payment has no such token",
    "GET /{municipality}/pay/back/{token}/trial": "the planted payment has no such token",
    "GET /{municipality}/notices/{notice_id}": "leads to what it tells of",
    "GET /{municipality}/services/{key}/blank/pdf": "printed in seconds",
    "GET /{municipality}/blank/{key}/pdf": "printed in seconds",
    "GET /{municipality}/taxes/runs/{run_id}/coupons/pdf": "printed in seconds",
}
"""Pages that the wandering does not get to see at home, and why."""
LEAVES = (
    "/sign-out",
    "/citizen/sign-out",
    "/sessions",
    "/password",
    "/leaving",
    "/end",
    "/second-factor",
    "/people/codes",
    "/teams/admissions",
    "/catalogue",
    "/verifications",
)
"""Ends of addresses whose forms are not sent at home: they would end the session of the attack, let
people of another municipality in, or take long."""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Twins:
    """Made once; each database gets a copy."""
    return make_twins(tmp_path_factory.mktemp("twins"), _sqlite_template)


@dataclass(frozen=True, slots=True)
class Found:
    """What the first municipality shows to its own people: pages, and what can be sent."""

    opened: frozenset[str]
    sendings: tuple[Sending, ...]


@pytest.fixture(scope="module")
def found(twins: Twins, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Every route filled with things of the first municipality, by going through its pages."""
    url = copy_of(twins, tmp_path_factory.mktemp("wandered"))
    attack = Attack(twins, url)
    wandering = Wandering(attack.client, twins.slug, attack.routes, SLOW)
    wandering.goes(
        each.filled({"municipality": twins.slug})
        for each in attack.routes
        if each.method == "GET" and not each.parameters
    )
    with sqlite3.connect(url.removeprefix("sqlite:///")) as rows:
        known = {
            each: candidates(rows, twins.municipality_id, twins.slug, each)
            for each in attack.routes
        }
    rows.close()
    for route, addresses in known.items():
        if route.method == "GET" and route not in wandering.opened:
            wandering.goes(addresses, most=15)
    attack.installation.database.close()
    sendings = tuple(
        sending for route in attack.routes for sending in _of(route, wandering, known[route])
    )
    assert {each.route for each in sendings} == set(attack.routes)
    return Found(frozenset(str(each) for each in wandering.opened), sendings)


def _of(route: Route, wandering: Wandering, addresses: list[str]) -> Iterator[Sending]:
    """The forms of a route that were found, or the bare address."""
    forms = [form for (of, _), form in wandering.forms.items() if of == route]
    if route in wandering.opened:
        yield Sending(route, wandering.opened[route])
    elif forms:
        yield from (moved(each, each.path, _typed(each.fields)) for each in forms)
    else:
        assert addresses, f"{route}: no row of the kind that it names is planted"
        yield Sending(route, addresses[0])


def _typed(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What was left empty is typed: no form is refused before what it names is looked up."""
    return ((name, value or "Prueba") for name, value in fields)


def copy_of(twins: Twins, folder: Path) -> str:
    path = folder / "cauce.db"
    path.write_bytes(Path(twins.url.removeprefix("sqlite:///")).read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(
    scope="module",
    params=[
        "sqlite",
        pytest.param("walls", marks=pytest.mark.postgres),
        pytest.param("no walls", marks=pytest.mark.postgres),
    ],
)
def attack(
    request: pytest.FixtureRequest, twins: Twins, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attack]:
    """The attacker on each kind of database."""
    if request.param == "sqlite":
        begun = Attack(twins, copy_of(twins, tmp_path_factory.mktemp("attacked")))
        yield begun
        begun.installation.database.close()
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"{server.prefix}twins_{request.param.replace(' ', '_')}"
    url = server.create(name, template=request.getfixturevalue("_postgres_template"))
    twins.copied(url)
    if request.param == "no walls":
        tear_down(url)
    begun = Attack(twins, url)
    yield begun
    begun.installation.database.close()
    server.drop(name)


def test_the_pages_open_to_the_people_of_the_town_and_tell_nothing_of_the_other(
    found: Found, twins: Twins
) -> None:
    """What is asked below is really there, and shown: only then does a refusal say something."""
    shut = {str(each.route) for each in found.sendings if each.route.method == "GET"} - found.opened
    assert shut - SHUT.keys() == set()
    assert SHUT.keys() - shut == set()


def test_ids_of_the_other_town_lead_nowhere_at_home(attack: Attack, found: Found) -> None:
    before, mirror = attack.rows_of_the_other(), attack.twins.mirror
    for each in found.sendings:
        fields = [(name, mirror.text(value)) for name, value in each.fields]
        ids = [known for known in dict.fromkeys(ID.findall(each.path)) if mirror.changes(known)]
        if ids:
            attack.sends("ids", moved(each, mirror.text(each.path), fields), refused=True)
        for known in ids if len(ids) > 1 else ():
            mixed = each.path.replace(known, mirror.text(known))
            attack.sends("one id", moved(each, mixed, each.fields), refused=True)
        if fields != list(each.fields):
            attack.sends("fields", moved(each, each.path, fields))
    attack.holds(before)


def test_at_the_address_of_the_other_town_a_session_of_here_is_nobodys(
    attack: Attack, found: Found
) -> None:
    before, twins = attack.rows_of_the_other(), attack.twins
    for each in found.sendings:
        there = twins.mirror.text(each.path).replace(f"/{twins.slug}", f"/{SLUG}", 1)
        fields = [(name, twins.mirror.text(value)) for name, value in each.fields]
        sending = moved(each, there, fields)
        if str(each.route) in FOR_ANYBODY or each.path.endswith("/sign-out"):
            continue
        status, told = attack.asks(sending)
        if status == 200 or MARK in told:
            stranger = attack.asks(sending, stranger=True)
            if (status, MARK in told) != (stranger[0], MARK in stranger[1]):
                attack.wrong.append(f"{sending} is answered with {status}, else {stranger[0]}")
    attack.holds(before)


def test_what_is_done_at_home_touches_nothing_of_the_same_name_there(
    attack: Attack, found: Found
) -> None:
    """Numbers, codes and keys are the same in both: who forgets whose they are, finds both."""
    before = attack.rows_of_the_other()
    for each in found.sendings:
        if str(each.route) not in SLOW and not each.path.split("?")[0].endswith(LEAVES):
            attack.sends("at home", each)
    attack.holds(before)


def test_an_account_of_the_network_is_nobody_in_a_town_and_theirs_nobody_in_the_network(
    attack: Attack, found: Found
) -> None:
    for each in routes_of_pages(attack.app):
        if each.path.startswith(f"{HOME}/") and str(each) not in FOR_ANYBODY:
            assert set(each.parameters) <= {"slug"}, f"{each}: fill it here with what is of it"
            path = each.path.replace("{slug}", SLUG)
            answer = attack.client.request(each.method, path, data={"csrf": attack.token})
            led = answer.headers.get("location", "").startswith(f"{HOME}/sign-in")
            assert led or answer.status_code in REFUSED, (str(each), answer.status_code)
            assert MARK not in answer.text
    watcher = attack.of_the_network()
    assert watcher.get(f"{HOME}/indicators").status_code == 200
    assert watcher.get(f"{HOME}/municipalities/{SLUG}").status_code == 404  # for operators
    for sending in found.sendings:
        if sending.route.method == "GET":
            known, nobody = (client.get(sending.path) for client in (watcher, attack.stranger))
            assert known.status_code == nobody.status_code, str(sending)
