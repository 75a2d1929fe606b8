"""What somebody declared before fills their next application: theirs, and nobody else's."""

from __future__ import annotations

from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, welcome_guest
from engine.documents.places import Place
from engine.history.town import TownEventKind
from engine.identity import Actor
from engine.refusals import RefusalKind, Refused
from engine.registers import Found
from engine.registers.looking_up import MOST, look_up
from processes.registry import family
from storage.queries.town_history import town_events_of
from tests.features.filings import FILINGS
from tests.features.window import papers_of
from tests.town import Town
from tests.window import known, with_account

KEY = "certificado"
NUMBER = "46872210"
START = Place(draft_id=1, process_key=KEY)


def account(town: Town, mail: str, number: str = NUMBER) -> str:
    """Somebody with an account; its token. Nobody proves the number that they say."""
    return with_account(town, Applicant("Nélida Farfán", number, mail))


def actor_of(town: Town, token: str) -> Actor:
    found = known(town, token)
    assert found is not None
    return found.actor


def asks(town: Town, actor: Actor, key: str = NUMBER) -> Found | Refused:
    return look_up(town.installation, actor, START, "people", key)


def files(town: Town, token: str) -> None:
    definition = town.deploys(family(KEY).bundle)
    told = Applicant("Nélida Farfán Ccori", NUMBER, "nelida@example.pe")
    filed = file(
        town.installation,
        actor_of(town, token),
        KEY,
        FILINGS[KEY],
        applicant=told,
        kind=SessionKind.ACCOUNT,
        files=papers_of(definition),
    )
    assert isinstance(filed, Filed), filed


def test_an_account_finds_what_it_declared_and_each_look_up_is_written_down(town: Town) -> None:
    token = account(town, "nelida@example.pe")
    files(town, token)
    found = asks(town, actor_of(town, token))
    assert isinstance(found, Found)
    assert found.values["nombre"] == "Nélida Farfán Ccori"
    assert found.values["domicilio"]["calle"] == "Jr. Comercio"
    kinds = (int(TownEventKind.PERSON_LOOKED_UP),)
    assert len(town.reads(lambda c: town_events_of(c, town.municipality_id, kinds=kinds))) == 1


def test_who_only_says_the_number_of_another_finds_nothing(town: Town) -> None:
    files(town, account(town, "nelida@example.pe"))
    stranger = actor_of(town, account(town, "otra@example.pe"))
    assert asks(town, stranger) == Found()
    guest = welcome_guest(town.installation, town.municipality_id).actor
    assert asks(town, guest) == Found()


def test_there_are_so_many_look_ups_an_hour(town: Town) -> None:
    token = account(town, "nelida@example.pe")
    files(town, token)
    me = actor_of(town, token)
    for _ in range(MOST):
        asks(town, me)
    answer = asks(town, me)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.TOO_MANY_LOOK_UPS
