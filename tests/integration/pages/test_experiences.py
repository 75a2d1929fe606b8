"""Experiences attached to processes: told in one municipality, let out by a second person there,
read and done in another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.identity import register_municipality
from engine.indicators.comparing import set_population
from engine.jobs.linking import link_handlers
from engine.parameters import load_parameters
from processes.registry import family, handlers, parameters_of
from tests.hall import Desk, Hall
from tests.town import Town
from ui.settings import Settings

BANK = "improvement/experiences"
TOLD = {
    "process": "asesoria", "title": "Una sola hoja de requisitos", "area": "ciudadano",
    "context": "Tres hojas distintas", "done": "Se juntaron en dos semanas",
    "ask": "Mesa de Partes", "result": "Nadie vuelve por un papel",
    "indicator": "Visitas por trámite", "before": "3",
    "after": "1.2", "unit": "visitas", "steps": "informar",
}  # fmt: skip
ROW = {
    "accion": "Ventanilla", "area": "ciudadano", "impacto": "5", "factibilidad": "4", "costo": "2",
}  # fmt: skip
PLANNED = {
    "responsable": "Rosa", "correo": "rosa@tamboreal.example", "inicio": "06/04/2026",
    "linea_base": "Nada", "meta": "Todo", "presupuesto": "10", "fuente": "Propia", "riesgo": "Poco",
    "probabilidad": "1", "dano": "1",
}  # fmt: skip
MILESTONE = {"accion": "Ventanilla", "hito": "Uno", "peso": "1", "vence": "31/12/2026"}


class Two:
    """Two municipalities of one installation, each with its planning office."""

    def __init__(self, town: Town) -> None:
        self.town, self.hall = town, Hall(town, Settings())
        self.other = Town.__new__(Town)
        self.other.__dict__.update(town.__dict__)
        self.other.people = {}
        self.slug = f"puerto-azul-{town.installation.ids.new()}"
        self.other.municipality_id = register_municipality(
            town.installation, slug=self.slug, name="Puerto Azul", country="PE",
            timezone="America/Lima", currency="PEN",
        )  # fmt: skip
        for each in (town, self.other):
            each.person("hugo", "planeamiento")
            each.person("maria", "planeamiento")
            each.person("pilar", "concejo")
            each.person("rosa", "equipo_movil")
            each.deploys(family("asesoria").bundle)
            load_parameters(each.installation, each.municipality_id, parameters_of("PE"))
        boss = town.person("luis", "administrador")
        today = town.surroundings().today
        set_population(town.installation, boss, 4000, source="Censo", today=today)

    def beyond(self, who: str) -> Desk:
        """A browser of the other municipality."""
        hall = Hall(self.other, Settings())
        hall.app = self.hall.app
        return hall.desk(who)

    def plan_under_way(self) -> int:
        """A plan of the other municipality that its council approved."""
        other = self.other
        other.deploys(family("plan_mejora").bundle)
        case = other.open_case("hugo", "plan_mejora", {"titulo": "2026"})
        house = other.installation
        while other.works({**link_handlers(house), **handlers(house)}):
            other.listens()
        other.does("hugo", case, "priorizar", {"acciones": [ROW]})
        other.does("hugo", case, "formular", {"acciones": [PLANNED], "hitos": [MILESTONE]})
        task = other.open_task(case, "aprobar_plan", "pilar")
        other.attach("pilar", case, task_id=task, kind="acuerdo", title="Acuerdo de concejo")
        other.does("pilar", case, "aprobar_plan", {"aprobado": "si", "acuerdo": "041"})
        return case


@pytest.fixture
def two(database_url: str, tmp_path: Path) -> Iterator[Two]:
    """Nothing told yet."""
    town = Town(database_url, tmp_path / "documents")
    yield Two(town)
    town.close()


def told(two: Two) -> str:
    """The address of one that Hugo wrote and asked for."""
    desk = two.hall.desk("hugo")
    kept = desk.sends(f"{BANK}/new", TOLD)
    assert kept.status == 303, kept.faults
    address = kept.location.split("/", 2)[2]
    assert desk.sends(f"{address}/ask").status == 303
    return address


def test_nothing_personal_is_taken_and_what_was_typed_stays(two: Two) -> None:
    desk = two.hall.desk("hugo")
    assert desk.opens(f"{BANK}/new?process=asesoria").heading == "Contar una experiencia"
    for said in ("Avise a rosa@valle.pe", "Llame al 987 654 321", "DNI 41234567"):
        page = desk.sends(f"{BANK}/new", {**TOLD, "done": said})
        (fault,) = page.faults
        assert (page.status, fault.split(":")[0]) == (
            422,
            "Quite el correo, teléfono o documento de persona",
        )
        assert (page.value("done"), page.value("before")) == (said, "3")
    for name, said in (("after", ""), ("after", "mucho"), ("link", "http://x.pe/a"), ("title", "")):
        assert desk.sends(f"{BANK}/new", {**TOLD, name: said}).status == 422
    assert two.hall.desk("rosa").sends(f"{BANK}/new", TOLD).status == 403
    assert "Sin compartir" not in desk.opens(BANK).text


def test_it_leaves_only_after_a_second_person_and_is_taken_back_at_once(two: Two) -> None:
    address, beyond = told(two), two.beyond("hugo")
    number = address.rpartition("/")[2]
    own = f"{BANK}/shared/{two.hall.slug}/{number}"
    assert beyond.opens(own).status == 404
    assert "Espera que otra persona" in two.hall.desk("hugo").opens(BANK).text
    by = {who: two.hall.desk(who).sends(f"{address}/approve").status for who in ("hugo", "rosa")}
    assert by == {"hugo": 409, "rosa": 403}
    assert beyond.sends(f"{address}/approve").status == 404
    assert beyond.opens(address).status == 404
    assert two.hall.desk("maria").sends(f"{address}/approve").status == 303
    page = beyond.opens(own)
    assert page.heading == TOLD["title"]
    assert "Visitas por trámite: de 3 a 1.2 visitas" in page.text
    assert "Tambo Real · de 2,000 a 4,999 habitantes · Atención al Ciudadano" in page.text
    assert "Informar con recomendaciones" in page.text
    assert not any(name in page.text for name in ("Maria", "hugo@"))
    assert two.hall.desk("hugo").sends(f"{address}/edit", TOLD).status == 422
    assert two.hall.desk("maria").sends(f"{address}/withdraw").status == 422
    gone = two.hall.desk("maria").sends(f"{address}/withdraw", {"why": "Cambió la ley"})
    assert (gone.status, beyond.opens(own).status) == (303, 404)


def test_it_is_found_beside_its_process_and_done_here_too(two: Two) -> None:
    address, beyond = told(two), two.beyond("hugo")
    two.hall.desk("maria").sends(f"{address}/approve")
    titles = "//section[@aria-labelledby]//h2"
    for query, found in (
        ("q=hoja", 1), ("q=semaforo", 0), ("process=asesoria", 1), ("process=compra", 0),
        ("least=2000", 1), ("least=5000", 0), ("area=recaudo", 0),
    ):  # fmt: skip
        assert beyond.opens(f"{BANK}?{query}").all(titles) == [TOLD["title"]] * found, query
    for page in ("processes/asesoria", "processes/asesoria/workshop"):
        assert TOLD["title"] in beyond.opens(page).text
    shared = f"{BANK}/shared/{two.hall.slug}/{address.rpartition('/')[2]}"
    begun = beyond.follows(beyond.sends(f"{shared}/visit"))
    assert begun.value("sobre") == "Informar con recomendaciones"
    assert "Como en Tambo Real" in begun.value("necesidad")
    case = two.plan_under_way()
    number = two.other.case(case).number
    due = {"due-day": "30", "due-month": "6", "due-year": "2026"}
    typed = {"plan": number, "owner": "Rentas", "email": "rosa@tamboreal.example", "proof": ""}
    page = beyond.sends(f"{shared}/plan", {**typed, **due})
    assert (page.status, page.value("owner")) == (422, "Rentas")
    done = beyond.sends(f"{shared}/plan", {**typed, **due, "proof": "La hoja publicada"})
    assert done.status == 303
    assert "incorporar" in two.other.steps(case)
    assert two.beyond("rosa").sends(f"{shared}/plan", {**typed, **due}).status == 404
