"""The scenarios of a municipality's own in a shared process, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from engine.definitions.bundle import Bundle
from engine.definitions.deploying import deploy
from engine.identity import system_actor
from engine.refusals import RefusalKind, Refused
from engine.workshop import Begun, Kept, begin, keep, restore
from engine.workshop.changes import Change
from engine.workshop.comparing import compare
from engine.workshop.merging import Conflict, Side, merge
from engine.workshop.origins import Decided, Origin, TakenIn, origin_of, put_back, take_in
from engine.workshop.publishing import Approved, Asked, approve, ask
from storage.queries.definitions import active_definition, files_of
from storage.queries.workshop import DraftRow, files_of_draft, open_draft_of
from tests.town import Town
from tests.variants import FILE, FIRST, FORM, KEY, OURS, shared

HELP = "En pocas palabras"


@dataclass
class Variant:
    """The municipality, and the shared version that came last."""

    town: Town
    later: Bundle = field(default_factory=lambda: FIRST)

    def draft(self) -> DraftRow:
        here = self.town.municipality_id
        found = self.town.reads(lambda c: open_draft_of(c, here, KEY))
        assert found is not None
        return found

    def in_force(self) -> tuple[dict[str, bytes], Origin]:
        here = self.town.municipality_id
        row = self.town.reads(lambda c: active_definition(c, here, KEY))
        assert row is not None
        files = self.town.reads(lambda c: files_of(c, here, row.id))
        origin = self.town.reads(lambda c: origin_of(c, here, KEY, version_id=row.id))
        assert origin is not None
        return files, origin

    def conflicts(self) -> tuple[Conflict, ...]:
        files, origin = self.in_force()
        return merge(origin.files, files, self.later.files).conflicts

    def ours(self) -> list[Change]:
        files, origin = self.in_force()
        return list(compare(origin.files, files))

    def takes(
        self, side: Side | None = None, scenarios: dict[str, bytes] | None = None
    ) -> TakenIn | Refused:
        sides = {each.id: side for each in self.conflicts()} if side else {}
        return take_in(
            self.town.installation, self.town.people["luis"], KEY, self.later,
            decided=Decided(sides), scenarios=scenarios,
        )  # fmt: skip

    def asks(self) -> int:
        day = self.town.installation.clock.now().date()
        answer = ask(
            self.town.installation, self.town.people["luis"], self.draft().id, reason="Ordenanza 5",
            effective_on=day,
        )  # fmt: skip
        assert isinstance(answer, Asked), answer
        return answer.asking_id

    def comes_into_force(self) -> None:
        answer = approve(self.town.installation, self.town.people["eva"], self.asks())
        assert isinstance(answer, Approved), answer

    def draws(self, path: str, content: bytes) -> None:
        luis = self.town.people["luis"]
        begun = begin(self.town.installation, luis, KEY)
        assert isinstance(begun, Begun)
        over = 0 if path.endswith(".feature") else 1
        kept = keep(self.town.installation, luis, begun.draft_id, path, content, over=over)
        assert isinstance(kept, Kept), kept


@pytest.fixture
def variant(town: Town) -> Variant:
    return Variant(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(__file__).parent / "workshop"))


@given("que la municipalidad adoptó el proceso compartido y lo operan Luis y Eva")
def _(variant: Variant) -> None:
    town = variant.town
    for name, role in (("luis", "boss"), ("eva", "boss"), ("ana", "clerk")):
        town.person(name, role)
    stored = deploy(town.installation, system_actor(town.municipality_id), FIRST, shared=True)
    assert not isinstance(stored, Refused)


@given('que el plazo de "write" es nuestro: 8 días')
def _(variant: Variant) -> None:
    variant.draws(FILE, OURS.files[FILE])


@given('que el primer campo de la solicitud se llama "Su pedido"')
def _(variant: Variant) -> None:
    variant.draws(FORM, OURS.files[FORM])
    variant.comes_into_force()


@given('que el borrador de Luis tiene el escenario "ensayo" a su manera')
def _(variant: Variant) -> None:
    variant.draws("scenarios/ensayo.feature", b"# lo nuestro")


@when('viene una versión nueva con la tarea "check" y una ayuda en el primer campo')
def _(variant: Variant) -> None:
    variant.later = shared("write", "check", "sign", help_=HELP)


@when('viene una versión nueva con la tarea "check" y el plazo de 3 días')
def _(variant: Variant) -> None:
    variant.later = shared("write", "check", "sign", term="3")


@when(parsers.parse('viene una versión nueva en la que el plazo de "write" es de {days} días'))
def _(variant: Variant, days: str) -> None:
    variant.later = shared("write", "sign", term=days)


@when("Luis la trae a un borrador")
def _(variant: Variant) -> None:
    assert isinstance(variant.takes(), TakenIn)


@when(
    parsers.parse('Luis la trae a un borrador con los escenarios "ensayo" y "otro" del compartido')
)
def _(variant: Variant) -> None:
    found = {f"scenarios/{name}.feature": b"# compartido" for name in ("ensayo", "otro")}
    assert isinstance(variant.takes(scenarios=found), TakenIn)


@when(parsers.parse("Luis decide que queda lo {whose}"))
def _(variant: Variant, whose: str) -> None:
    side = {"nuestro": Side.OURS, "compartido": Side.THEIRS}[whose]
    assert isinstance(variant.takes(side), TakenIn)


@when("Luis vuelve al primer estado del borrador")
def _(variant: Variant) -> None:
    luis = variant.town.people["luis"]
    answer = restore(variant.town.installation, luis, variant.draft().id, 1)
    assert isinstance(answer, Kept), answer


@then("el borrador sigue hecho sobre la versión de antes")
def _(variant: Variant) -> None:
    here, draft = variant.town.municipality_id, variant.draft()
    origin = variant.town.reads(
        lambda c: origin_of(c, here, KEY, version_id=draft.base_id, draft=draft)
    )
    assert origin is not None
    assert origin.hash == FIRST.hash


@when("Eva aprueba el borrador de Luis")
def _(variant: Variant) -> None:
    variant.comes_into_force()


@when('Luis devuelve el plazo de "write" a lo compartido')
def _(variant: Variant) -> None:
    luis = variant.town.people["luis"]
    answer = put_back(variant.town.installation, luis, KEY, path=FILE, element="write")
    assert isinstance(answer, Kept), answer


@then(parsers.re('un expediente nuevo (?P<how>no pasa|pasa) por "check"'))
def _(variant: Variant, how: str) -> None:
    case = variant.town.open_case("ana", KEY, {"asunto": "Poda", "monto": "3"})
    variant.town.does("ana", case, "write")
    assert variant.town.steps(case) == [{"pasa": "check", "no pasa": "sign"}[how]]


@then("Luis no puede aprobar lo que trajo")
def _(variant: Variant) -> None:
    answer = approve(variant.town.installation, variant.town.people["luis"], variant.asks())
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.ONESELF


@then('el primer campo se llama "Su pedido" y tiene ayuda')
def _(variant: Variant) -> None:
    first = json.loads(variant.in_force()[0][FORM])["components"][0]
    assert (first["label"], first["description"]) == ("Su pedido", HELP)


@then(parsers.parse('el plazo de "write" es de {days} días'))
def _(variant: Variant, days: str) -> None:
    assert f'length="{days}"'.encode() in variant.in_force()[0][FILE]


@then(
    parsers.parse(
        'Luis no puede traerla sin decidir "{what}": antes "{base}", nuestro "{ours}", compartido'
        ' "{theirs}"'
    )
)
def _(variant: Variant, what: str, base: str, ours: str, theirs: str) -> None:
    [one] = variant.conflicts()
    assert (one.label, one.base, one.ours, one.theirs) == (what, base, ours, theirs)
    answer = variant.takes()
    assert isinstance(answer, Refused)
    assert answer.details["field"] == "conflicts"


@then('lo único nuestro es el campo "Su pedido"')
def _(variant: Variant) -> None:
    assert [(each.subject, each.after) for each in variant.ours()] == [("Su pedido", "Su pedido")]


@then("nada se contradice")
def _(variant: Variant) -> None:
    assert variant.conflicts() == ()


@then('el borrador tiene los escenarios "ensayo", "ensayo_compartido" y "otro"')
def _(variant: Variant) -> None:
    town, draft = variant.town, variant.draft()
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft.id))
    found = sorted(each for each in files if each.endswith(".feature"))
    names = ("ensayo", "ensayo_compartido", "otro")
    assert found == [f"scenarios/{name}.feature" for name in names]
