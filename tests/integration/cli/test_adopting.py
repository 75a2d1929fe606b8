"""The catalogue of the house from the terminal: a municipality begins with processes of it, adopts
others, and keeps what it made itself."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.definitions import deploy
from engine.definitions.deploying import Deployed
from engine.history.town import TownEventKind as K
from engine.history.verify import verify_all
from engine.identity import register_person, system_actor
from engine.refusals import Refused
from processes import registry
from processes.registry import family
from storage.database import WHOLE_INSTALLATION
from storage.queries.definitions import active_definition, active_definitions
from storage.queries.municipalities import municipality_by_slug
from storage.queries.town_history import town_events_of
from storage.writes.origins import put_origin_of_version
from tests.integration.cli.conftest import Terminal
from tests.town import Town

NEW = (
    *("town", "add", "puerto-azul", "--name", "Puerto Azul"),
    *("--admin-name", "Inés Mamani", "--admin-email", "ines@puerto.pe"),
)
HERE = ("--municipality", "puerto-azul")
NAMED = ("acceso_informacion", "procurement/plan_anual")


def town_of(town: Town) -> int:
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        row = municipality_by_slug(connection, "puerto-azul")
    assert row is not None
    return row.id


def told(town: Town, municipality_id: int) -> list[str]:
    """The adoptions in the history of a municipality, the first one first."""
    with town.installation.database.read(municipality_id) as connection:
        events = town_events_of(connection, municipality_id, kinds=(K.PROCESS_ADOPTED,))
    found = [json.loads(each.data) for each in reversed(events)]
    return [f"{each['key']} {each['number']}" for each in found]


def test_one_command_makes_a_municipality_with_its_processes(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    typed = terminal(*NEW, "--families", ",".join(NAMED), "--json", database=database_url)
    assert typed.code == 0, typed
    assert json.loads(typed.said)["adopted"] == {"acceso_informacion": 1, "plan_anual": 1}
    assert sorted(told(town, town_of(town))) == ["acceso_informacion 1", "plan_anual 1"]
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        assert not active_definitions(connection, town.municipality_id)  # the other one has nothing
    assert verify_all(town.installation).faults == ()


def test_what_the_catalogue_lacks_is_told_before_anything_is_made(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    typed = terminal(*NEW, "--families", "taxes,compra_co", database=database_url)
    assert typed.code == 2
    assert "El catálogo no tiene para PE: compra_co." in typed.problem
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        assert municipality_by_slug(connection, "puerto-azul") is None


def test_a_taken_address_says_how_to_finish_what_was_cut_off(
    terminal: Terminal, database_url: str
) -> None:
    terminal(*NEW, database=database_url)
    typed = terminal(*NEW, database=database_url)
    assert typed.code == 1
    assert "Otra municipalidad ya tiene esa dirección." in typed.problem
    assert "cauce town adopt all --municipality puerto-azul" in typed.problem


def test_adopting_again_changes_nothing_and_a_newer_one_is_offered(
    town: Town, terminal: Terminal, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(*NEW, "--families", NAMED[0], database=database_url)
    again = terminal("town", "adopt", NAMED[0], *HERE, database=database_url)
    assert "ya lo tiene al día" in again.problem
    assert told(town, town_of(town)) == ["acceso_informacion 1"]

    newer = _with_other_words(NAMED[0])
    monkeypatch.setattr(registry, "families", lambda: (newer,))
    assert _standing(terminal, database_url) == ("newer", 1)
    terminal("town", "adopt", "all", *HERE, database=database_url)
    assert _standing(terminal, database_url) == ("current", 2)
    assert told(town, town_of(town)) == ["acceso_informacion 1", "acceso_informacion 2"]


def test_what_a_municipality_made_itself_stays(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    terminal(*NEW, database=database_url)
    here = town_of(town)
    own = _with_other_words(NAMED[0]).bundle
    assert not isinstance(deploy(town.installation, system_actor(here), own), Refused)
    kept = terminal("town", "adopt", NAMED[0], *HERE, database=database_url)
    assert "queda como Puerto Azul lo tiene. Con --replace se cambia." in kept.problem
    assert _standing(terminal, database_url) == ("own", 1)
    terminal("town", "adopt", NAMED[0], "--replace", *HERE, database=database_url)
    assert _standing(terminal, database_url) == ("current", 2)


def test_what_a_municipality_changed_in_a_shared_one_stays_when_a_newer_one_comes(
    town: Town, terminal: Terminal, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(*NEW, database=database_url)
    here = town_of(town)
    changed = deploy(town.installation, system_actor(here), _with_other_words(NAMED[0]).bundle)
    assert isinstance(changed, Deployed)
    monkeypatch.setattr(registry, "families", lambda: (family(NAMED[0]),))
    for shared, standing in ((family(NAMED[0]).bundle.hash, "variant"), ("before", "behind")):
        with town.installation.database.verb(here) as connection:
            put_origin_of_version(connection, here, changed.definition_id, content_hash=shared)
        assert _standing(terminal, database_url) == (standing, 1)
    kept = terminal("town", "adopt", "all", *HERE, database=database_url)
    assert "La versión nueva se une a sus cambios en el taller, en «Origen»." in kept.problem
    assert _standing(terminal, database_url) == ("behind", 1)


def test_how_municipalities_stand_is_told_in_numbers_alone(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    terminal(*NEW, "--families", ",".join(NAMED), database=database_url)
    here = town_of(town)
    own = _with_other_words("queja_demora").bundle
    assert not isinstance(deploy(town.installation, system_actor(here), own), Refused)
    told_in = terminal("town", "standing", "--json", database=database_url)
    [one] = [each for each in json.loads(told_in.said) if each["slug"] == "puerto-azul"]
    assert one == {
        **{"slug": "puerto-azul", "name": "Puerto Azul", "country": "PE"},
        **{"people": 1, "processes": 3, "open_cases": 0, "newer": 0, "own": 1},
    }
    shown = terminal("town", "standing", database=database_url)
    assert "Puerto Azul" in shown.said
    assert "Inés" not in shown.said


def test_only_who_administers_adopts(town: Town, terminal: Terminal, database_url: str) -> None:
    terminal(*NEW, database=database_url)
    here = town_of(town)
    mail = "rosa@puerto.pe"
    register_person(town.installation, here, name="Rosa", email=mail, roles=("operador",))
    refused = terminal("town", "adopt", *NAMED, *HERE, "--as", mail, database=database_url)
    assert refused.code == 1
    assert told(town, here) == []
    with town.installation.database.read(here) as connection:
        assert active_definition(connection, here, "acceso_informacion") is None


def _standing(terminal: Terminal, database_url: str) -> tuple[str, int]:
    listed = json.loads(terminal("town", "catalogue", "--json", *HERE, database=database_url).said)
    [one] = [each for each in listed if each["key"] == "acceso_informacion"]
    return one["standing"], one["version"]


def _with_other_words(name: str) -> registry.Family:
    """A process of the house with one line more in its manifest."""
    one = family(name)
    files = dict(one.bundle.files)
    files["manifest.toml"] = b"# another version\n" + files["manifest.toml"]
    return replace(one, bundle=replace(one.bundle, files=files))
