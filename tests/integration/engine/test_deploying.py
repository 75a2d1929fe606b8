"""Deploying: all faults at once or one immutable version; cases stay on the one they began with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.definitions import Bundle, Deployed, activate, deploy
from engine.definitions.checking import check_bundle
from engine.history.kinds import EventKind
from engine.refusals import BadDefinition, Fault, RefusalKind, Refused
from engine.values import loads
from storage.queries.definitions import versions_of
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, field, form, path, script, start, user
from tests.town import Town

FIRST = bundle(start(), user("ask"), end(), path("start", "ask", "end"))
SECOND = bundle(start(), user("ask"), user("check"), end(), path("start", "ask", "check", "end"))


def deployed(town: Town, source: Bundle) -> Deployed:
    answer = deploy(town.installation, town.person("ana", "clerk"), source)
    assert isinstance(answer, Deployed), answer
    return answer


def faults_of(town: Town, source: Bundle) -> tuple[Fault, ...]:
    answer = deploy(town.installation, town.person("ana", "clerk"), source)
    assert isinstance(answer, BadDefinition)
    assert answer.kind is RefusalKind.BAD_DEFINITION
    return answer.problems


def test_the_same_files_again_change_nothing(town: Town) -> None:
    first = deployed(town, FIRST)
    again = deployed(town, FIRST)
    assert (again.definition_id, again.version, again.unchanged) == (first.definition_id, 1, True)


def test_other_files_are_the_next_version_in_force(town: Town) -> None:
    deployed(town, FIRST)
    second = deployed(town, SECOND)
    assert (second.version, second.unchanged) == (2, False)
    rows = town.reads(lambda c: versions_of(c, town.municipality_id, "test"))
    assert [(row.version, row.state) for row in rows] == [(2, "active"), (1, "superseded")]


def test_a_case_stays_on_the_version_it_began_with(town: Town) -> None:
    deployed(town, FIRST)
    old = town.open_case("ana", "test", Facts({}))
    deployed(town, SECOND)
    new = town.open_case("ana", "test", Facts({}))
    town.reopen()
    town.does("ana", old, "ask")
    town.does("ana", new, "ask")
    assert (town.case(old).state, town.steps(new)) == ("completed", ["check"])


def test_an_older_version_can_come_back_into_force(town: Town) -> None:
    first = deployed(town, FIRST)
    deployed(town, SECOND)
    ana = town.people["ana"]
    assert not isinstance(activate(town.installation, ana, first.definition_id), Refused)
    case_id = town.open_case("ana", "test", Facts({}))
    assert town.does("ana", case_id, "ask").finished
    missing = activate(town.installation, ana, 1)
    assert isinstance(missing, Refused)
    assert missing.kind is RefusalKind.NOT_FOUND


def test_every_fault_of_every_file_is_told_at_once_and_nothing_is_stored(town: Town) -> None:
    broken = Bundle(
        {
            "manifest.toml": FIRST.files["manifest.toml"].replace(b'title = "Prueba"\n', b""),
            "test.bpmn": b"<bpmn:definitions",
            "rules.dmn": b"no XML",
            "forms/ask.json": b'{"components": [{"type": "iframe"}]}',
        }
    )
    faults = faults_of(town, broken)
    assert {fault.file for fault in faults} == set(broken.files)
    assert all(fault.message for fault in faults)
    assert town.reads(lambda c: versions_of(c, town.municipality_id, "test")) == ()


def test_a_form_that_is_missing_is_named_with_its_element(town: Town) -> None:
    faults = faults_of(
        town, bundle(start(), user("ask", form="nowhere"), end(), path("start", "ask", "end"))
    )
    errors = [(fault.file, fault.element_id) for fault in faults if fault.is_error]
    assert errors == [("test.bpmn", "ask")]


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (
            '[[stages]]\ntitle = "Inicio"\nelements = ["ask", "nowhere"]\n',
            "La etapa «Inicio» nombra «nowhere», que no está en el diagrama.",
        ),
        (
            '[[glance]]\nlabel = "Total"\nexpression = "1 +"\n',
            "La expresión «1 +» de «Total» no se entiende: ",
        ),
    ],
)
def test_the_manifest_and_the_diagram_must_fit(town: Town, manifest: str, sentence: str) -> None:
    source = bundle(start(), user("ask"), end(), path("start", "ask", "end"), manifest=manifest)
    (fault,) = faults_of(town, source)
    assert fault.message.startswith(sentence)


def test_a_bundle_without_its_parts_says_what_is_missing(town: Town) -> None:
    assert [fault.message for fault in faults_of(town, Bundle({}))] == [
        "Falta el archivo manifest.toml.",
        "La carpeta no tiene ningún diagrama (.bpmn).",
    ]


def test_a_bundle_that_is_too_large_is_not_even_read(town: Town) -> None:
    (fault,) = faults_of(town, Bundle({"test.bpmn": b" " * (6 * 1024 * 1024)}))
    assert fault.message == "Los archivos juntos pasan de 5120 KiB."


def test_what_forms_and_the_summary_read_is_kept_in_the_case(town: Town) -> None:
    source = bundle(
        start(),
        user("ask", form="ask"),
        end(),
        path("start", "ask", "end"),
        forms={"ask": form(field("a", conditional={"hide": "=hidden = true"}))},
        manifest='[[glance]]\nlabel = "Total"\nexpression = "total"\n',
    )
    deployed(town, source)
    case_id = town.open_case("ana", "test", Facts({"total": 3, "hidden": True, "other": 1}))
    assert set(town.data_of(case_id)) == {"total", "hidden"}


def rules(entry: str) -> bytes:
    """A decision table of two rules over `monto`; `entry` is the first input entry."""
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="urn:d"><inputData id="i" name="monto"><variable name="monto" typeRef="number"/>
 </inputData><decision id="metodo" name="metodo"><variable name="metodo" typeRef="string"/>
 <informationRequirement><requiredInput href="#i"/></informationRequirement>
 <decisionTable hitPolicy="FIRST"><input id="in"><inputExpression typeRef="number">
 <text>monto</text></inputExpression></input><output id="out" typeRef="string"/>
 <rule id="r1"><inputEntry><text>{entry}</text></inputEntry><outputEntry><text>"menor"</text>
 </outputEntry></rule><rule id="r2"><inputEntry><text>-</text></inputEntry><outputEntry>
 <text>"mayor"</text></outputEntry></rule></decisionTable></decision></definitions>""".encode()


def deciding(entry: str) -> Bundle:
    drawn = bundle(
        start(),
        '<bpmn:businessRuleTask id="decide" name="Método"><bpmn:extensionElements>'
        '<zeebe:calledDecision decisionId="metodo" resultVariable="metodo"/>'
        "</bpmn:extensionElements></bpmn:businessRuleTask>",
        user("ask"),
        end(),
        path("start", "decide", "ask", "end"),
    )
    return Bundle({**drawn.files, "metodo.dmn": rules(entry)})


def test_the_history_says_which_rule_decided(town: Town) -> None:
    deployed(town, deciding("&lt; 1000"))
    case_id = town.open_case("ana", "test", Facts({"monto": 5000}))
    told = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    (decided,) = (event for event in told if event.kind == EventKind.DECIDED)
    assert loads(decided.data) == {
        "decision": "metodo",
        "value": "mayor",
        "rules": [Decimal(2)],
    }


def test_a_decision_that_reads_what_nobody_gives_is_refused_in_spanish(town: Town) -> None:
    faults = faults_of(town, deciding("&lt; desconocido"))
    assert [fault.file for fault in faults] == ["metodo.dmn"]
    assert "desconocido" in faults[0].message


def test_what_a_form_asks_and_nothing_reads_is_told_once_a_form() -> None:
    asked = form(
        field("monto", "number"), field("zona"), field("via"), field("motivo", "textarea"),
        field("clave", conditional={"hide": "=zona = null"}),
    )  # fmt: skip
    drawn = bundle(
        start(), user("ask", form="ask"), script("half", "monto / 2", "m"), user("look"), end(),
        path("start", "ask", "half", "look", "end"), forms={"ask": asked},
        manifest='[[glance]]\nlabel = "Mitad"\nexpression = "m"\n',
    )  # fmt: skip
    told = [fault for fault in check_bundle(drawn) if fault.rule == "variables"]
    assert [(fault.file, fault.message, fault.is_error) for fault in told] == [
        ("forms/ask.json", "Nada en el proceso lee lo que aquí se pregunta: via, clave.", False)
    ]
    read = Bundle({**drawn.files, "forms/ask.json": form(field("monto", "number"))})
    assert [fault for fault in check_bundle(read) if fault.rule == "variables"] == []
