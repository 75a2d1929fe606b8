"""What the sentences of scenarios do and look at, one by one, against small processes."""

from __future__ import annotations

from engine.definitions import Bundle
from engine.workshop.scenarios import Outcome, read, run
from tests.diagrams import bundle, end, field, form, path, service, start, user
from tests.integration.engine.test_scenarios import HOUSE, PERU

MAIL = (
    '<zeebe:ioMapping><zeebe:input source="=[&#34;ana@example.pe&#34;]" target="to"/>'
    '<zeebe:input source="=&#34;Su pedido&#34;" target="subject"/>'
    '<zeebe:input source="=&#34;Pedido de &#34; + asunto" target="body"/></zeebe:ioMapping>'
)
DRAFT = bundle(
    start(form="ask"),
    user("write"),
    service("tell", "cauce:mail", more=MAIL),
    service("ask_them", "test:out"),
    end(),
    path("start", "write", "tell", "ask_them", "end"),
    forms={"ask": form(field("asunto"))},
    manifest='operators = ["boss"]',
)
BEFORE = """# language: es
Característica: Una prueba
  Escenario: Uno
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Ana es de "clerk"
    Cuando Ana inicia el trámite con:
      | asunto | Una vereda |
"""


def told(after: str, draft: Bundle = DRAFT, *, before: Bundle | None = None) -> list[str]:
    """Why what does not pass does not; nothing where everything passes."""
    (scenario,) = read((BEFORE + after).encode()).scenarios
    found = run(HOUSE, PERU, draft, scenario, before=before)
    assert found.outcome is not Outcome.ELSEWHERE, [each.step.text for each in found.steps]
    return [str(each.why) for each in found.steps if each.why]


def test_mail_services_and_what_fails() -> None:
    passing = """    Entonces no se envió ningún correo
    Y el trámite no pasó por "tell"
    Cuando Ana completa "write"
    Entonces se envió un correo a "ana@example.pe"
    Y el correo dice "pedido de una vereda"
    Y el trámite pasó por "tell"
    Cuando el servicio "test:out" falla
    Entonces un paso falla y espera a quien opera
    Y el trámite sigue abierto
"""
    assert told(passing) == []
    sent = '    Cuando Ana completa "write"\n'
    assert told(sent + '    Entonces se envió un correo a "eva@x.pe"\n') == [
        "No se le envió. Se envió a: ana@example.pe."
    ]
    assert told(sent + '    Entonces el correo dice "otra cosa"\n') == [
        "Dice: «Su pedido Pedido de Una vereda»."
    ]
    assert told(sent + "    Entonces no se envió ningún correo\n") == [
        "Se envió a: ana@example.pe."
    ]
    assert told(sent + "    Entonces un paso falla y espera a quien opera\n") == [
        "Ningún paso falló."
    ]


def test_what_is_not_so_is_told() -> None:
    assert told('    Entonces "asunto" no es "una vereda"\n') == ["Es «una vereda»."]
    assert told('    Entonces "asunto" está vacío\n') == ["Es «Una vereda»."]
    assert told('    Entonces "asunto" es mayor que 3\n') == ["Es «Una vereda»."]
    assert told("    Entonces no espera ninguna tarea\n") == ["Espera: «write»."]
    assert told('    Entonces el trámite pasó por "tell"\n') == ["No pasó por «tell»."]
    assert told('    Entonces el trámite no pasó por "write"\n') == ["Pasó por «write»."]
    assert told("    Entonces el trámite está anulado\n") == ["No está anulado."]
    assert told('    Entonces se espera el mensaje "x"\n') == [
        "El trámite no espera el mensaje «x»."
    ]
    listed = "    Entonces esperan estas tareas:\n"
    assert told(listed + "      | write | clerk |\n") == []
    assert told(listed + "      | write |\n      | write |\n") == ["Esperan otras tareas: «write»."]
    assert told('    Cuando Ana anula el trámite porque "x"\n    Y el trámite sigue abierto\n') == [
        "Se anuló antes de terminar."
    ]


def test_registers_are_told_by_words_and_what_lacks_is_said() -> None:
    row = "      | documento | DNI 46872210 |\n"
    assert told("    Dado que hay un contribuyente con:\n" + row) == ["Falta «nombre»."]
    named = row + "      | nombre | Nélida |\n"
    assert told("    Dado que hay un contribuyente con:\n" + named) == []
    ground = named + "      | código | P-1 |\n      | valor | 12000 |\n"
    assert told("    Dado que hay un predio con:\n" + ground) == []
    wrong = told("    Dado que hay un predio con:\n" + ground + "      | color | azul |\n")
    assert "«color» no es un dato de esto" in wrong[0]
    sells = "    Dado que hay un proveedor con:\n      | nombre | Ferretería |\n"
    assert told(sells + "      | RUC | 20601234565 |\n") == []
    assert "No se puso" in told(sells + "      | RUC | 123 |\n")[0]


def test_a_case_of_the_version_in_force_goes_over_to_the_draft() -> None:
    named = {
        name: body.replace(b'name="write"', b'name="antes"') for name, body in DRAFT.files.items()
    }
    old = Bundle(named)
    moves = "    Cuando el trámite pasa al borrador\n"
    assert told(moves, before=old) == [
        "Diga antes: «Dado que el trámite empieza con la versión vigente»."
    ]
    in_force = "    Y que el trámite empieza con la versión vigente\n"
    starts = "    Cuando Ana inicia"
    begun = BEFORE.replace(starts, in_force + starts)
    waits = '    Entonces espera la tarea "antes"\n'
    after = moves + '    Entonces espera la tarea "write"\n    Y no espera "antes"\n'
    (scenario,) = read((begun + waits + after).encode()).scenarios
    assert run(HOUSE, PERU, DRAFT, scenario, before=old).outcome is Outcome.PASSED
    assert run(HOUSE, PERU, DRAFT, scenario, before=DRAFT).outcome is Outcome.FAILED
