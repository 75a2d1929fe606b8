"""An official marks what is wrong; just those fields are asked for again, and the clock waits."""

import io
from pathlib import Path

import pytest

from engine.documents.receiving import NewFile
from storage.queries.deadlines import deadlines_of_case
from tests.hall import Hall, Page
from tests.town import PNG

STALL = Path(__file__).parent / "stall"
ASKED = {
    "nombre": "Nélida Rojas",
    "dni": "43214541",
    "empresa": "no",
    "rubro": "Quesos",
    "productos": [{"nombre": "Queso", "precio": "12.5"}],
}
LINE = "//ul[@class='observable']/li"


@pytest.fixture
def stall(hall: Hall) -> int:
    """The case of a stall that waits to be judged."""
    hall.town.deploys(STALL)
    photo = NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))
    return hall.town.open_case("rosa", "stall", ASKED, [photo])


def number_of(page: Page, label: str) -> str:
    """The row of a line, by what it is called."""
    (name,) = page.tree.xpath(f"{LINE}[p/span[normalize-space()='{label}']]//textarea/@name")
    return str(name).partition("[")[2].partition("]")[0]


def observes(hall: Hall, case: int, **reasons: str) -> Page:
    """Rosa marks lines, by their place in the form."""
    task = hall.town.open_task(case, "calificar")
    typed = {}
    for number, (place, reason) in enumerate(reasons.items()):
        typed[f"observaciones[{number}].campo"] = place
        typed[f"observaciones[{number}].motivo"] = reason
    return hall.desk("rosa").sends(f"tasks/{task}/completion", typed)


def test_each_line_that_was_declared_can_be_marked(hall: Hall, stall: int) -> None:
    task = hall.town.open_task(stall, "calificar")
    page = hall.desk("rosa").opens(f"tasks/{task}")
    lines = page.all(f"{LINE}/p[@class='declared-words']")
    assert lines == [
        "Nombre completo Nélida Rojas",
        "DNI 43214541",
        "¿Pide por una empresa? No",
        "Rubro Quesos",
        "Necesita agua No",
        "Producto Queso, 12.5",
        "Producto 1: Nombre Queso",
        "Producto 1: Precio 12.5",
        "Fotos del puesto Está entre los documentos.",
    ]
    (button,) = page.tree.xpath("//form[@id='task-form']//button[@data-many]")
    assert button.get("data-one") == "Pedir subsanación de 1 dato"
    assert button.get("data-many") == "Pedir subsanación de {n} datos"
    assert page.all("//form[@id='task-form']//button[contains(@class, 'button-primary')]") == [
        "Calificar solicitud"
    ]


def test_a_mark_that_is_kept_changes_what_the_button_says(hall: Hall, stall: int) -> None:
    task = hall.town.open_task(stall, "calificar")
    desk = hall.desk("rosa")
    number = number_of(desk.opens(f"tasks/{task}"), "Rubro")
    typed = {f"observaciones[{number}].campo": "rubro", f"observaciones[{number}].motivo": "¿Cuál?"}
    desk.sends(f"tasks/{task}/draft", {**typed, "_auto": "1"})
    page = desk.opens(f"tasks/{task}")
    assert page.all("//form[@id='task-form']//button[contains(@class, 'button-primary')]") == [
        "Pedir subsanación de 1 dato"
    ]
    assert page.all(f"{LINE}[contains(@class, 'is-observed')]/p/span") == ["Rubro"]


def test_only_what_was_marked_is_asked_for_again_with_its_reason(hall: Hall, stall: int) -> None:
    assert observes(hall, stall, rubro="Diga qué quesos", dni="No es el suyo").status == 303
    task = hall.town.open_task(stall, "subsanar")
    page = hall.desk("rosa").opens(f"tasks/{task}")
    controls = page.tree.xpath(
        "//div[@id='form-parts']//*[self::input or self::select or self::textarea]/@name"
    )
    assert controls == ["dni", "rubro"]
    assert page.all("//p[@class='observed-note']") == [
        "Qué corregir: No es el suyo",
        "Qué corregir: Diga qué quesos",
    ]
    read = dict(
        zip(
            page.all("//div[@id='form-parts']//p[@class='label']"),
            page.all("//p[@class='read-only']"),
            strict=True,
        )
    )
    assert read["Nombre completo"] == "Nélida Rojas"
    assert page.value("rubro") == "Quesos"


def test_what_was_not_marked_cannot_be_changed_whatever_is_sent(hall: Hall, stall: int) -> None:
    observes(hall, stall, rubro="Diga qué quesos")
    task = hall.town.open_task(stall, "subsanar")
    forged = {
        "rubro": "Quesos de cabra",
        "nombre": "Otra persona",
        "dni": "00000000",
        "productos[0].nombre": "Licor",
        "observaciones[0].campo": "nombre",
    }
    assert hall.desk("rosa").sends(f"tasks/{task}/completion", forged).status == 303
    known = hall.town.data_of(stall)
    assert known["rubro"] == "Quesos de cabra"
    assert known["nombre"] == "Nélida Rojas"
    assert known["productos"][0]["nombre"] == "Queso"
    page = hall.desk("rosa").opens(f"tasks/{hall.town.open_task(stall, 'calificar')}")
    assert "Rubro Quesos de cabra" in page.all(f"{LINE}/p[@class='declared-words']")
    assert page.all(f"{LINE}[contains(@class, 'is-observed')]") == []  # what was said is settled


def test_a_list_is_corrected_as_a_whole(hall: Hall, stall: int) -> None:
    observes(hall, stall, productos="Faltan precios")
    task = hall.town.open_task(stall, "subsanar")
    page = hall.desk("rosa").opens(f"tasks/{task}")
    assert page.value("productos[0].nombre") == "Queso"
    typed = {
        "productos[0].nombre": "Queso",
        "productos[0].precio": "14",
        "productos[1].nombre": "Miel",
    }
    assert hall.desk("rosa").sends(f"tasks/{task}/completion", typed).status == 303
    assert [row["nombre"] for row in hall.town.data_of(stall)["productos"]] == ["Queso", "Miel"]


def test_one_field_of_a_row_is_marked_corrected_and_told(hall: Hall, stall: int) -> None:
    assert observes(hall, stall, **{"productos[0].precio": "Falta el IGV"}).status == 303
    task = hall.town.open_task(stall, "subsanar")
    page = hall.desk("rosa").opens(f"tasks/{task}")
    controls = page.tree.xpath("//div[@id='form-parts']//input/@name")
    assert controls == ["productos[0].precio"]
    assert page.all("//p[@class='observed-note']") == ["Qué corregir: Falta el IGV"]
    assert "Agregar otra línea" not in page.text
    typed = {"productos[0].precio": "14.75", "productos[0].nombre": "Licor"}
    typed |= {"productos[1].nombre": "Miel", "productos[1].precio": "1"}
    assert hall.desk("marta").sends(f"tasks/{task}/completion", typed).status == 303
    (kept,) = hall.town.data_of(stall)["productos"]
    assert (kept["nombre"], str(kept["precio"])) == ("Queso", "14.75")
    number = hall.town.case(stall).number
    told = hall.desk("rosa").opens(f"cases/{number}/events").all("//li//p")
    assert any(line.startswith("Usted observó «Producto 1: Precio»") for line in told)
    assert any(line.startswith("Marta corrigió «Producto 1: Precio»") for line in told)


@pytest.mark.parametrize(
    "place", ["otra", "productos[1].nombre", "productos[0].otro", "nombre.x", "observaciones", ""]
)
def test_nothing_else_can_be_marked(hall: Hall, stall: int, place: str) -> None:
    page = observes(hall, stall, **{place: "Mal"})
    assert page.status == 422
    assert hall.town.steps(stall) == ["calificar"]


def test_a_line_without_a_reason_is_not_marked(hall: Hall, stall: int) -> None:
    page = observes(hall, stall, rubro="   ")
    assert page.status == 422
    assert page.faults == ["Elija una opción en «Resultado»"]


def test_the_history_says_who_marked_what_and_why_and_who_put_it_right(
    hall: Hall, stall: int
) -> None:
    observes(hall, stall, rubro="Diga qué quesos")
    task = hall.town.open_task(stall, "subsanar")
    hall.desk("marta").sends(f"tasks/{task}/completion", {"rubro": "Quesos de cabra"})
    case = hall.town.case(stall)
    told = hall.desk("rosa").opens(f"cases/{case.number}/events").all("//li//p")
    assert any(line.startswith("Usted observó «Rubro»: Diga qué quesos") for line in told)
    assert any(line.startswith("Marta corrigió «Rubro»") for line in told)
    assert hall.town.verification().faults == ()


def test_the_clock_of_the_law_waits_for_the_correction(hall: Hall, stall: int) -> None:
    town = hall.town

    def paused() -> bool:
        (term,) = town.reads(lambda one: deadlines_of_case(one, town.municipality_id, stall))
        return term.paused_on is not None

    assert not paused()
    observes(hall, stall, rubro="Diga qué quesos")
    assert paused()
    task = town.open_task(stall, "subsanar")
    hall.desk("rosa").sends(f"tasks/{task}/completion", {"rubro": "Quesos de cabra"})
    assert not paused()


def test_without_marks_the_case_goes_on(hall: Hall, stall: int) -> None:
    task = hall.town.open_task(stall, "calificar")
    hall.desk("rosa").sends(f"tasks/{task}/completion", {"resultado": "si"})
    assert hall.town.case(stall).state == "completed"


def test_a_form_that_observes_one_that_is_not_there_is_refused(hall: Hall, tmp_path: Path) -> None:
    from engine.definitions.bundle import read_folder
    from engine.definitions.compilation import DefinitionRefused, compile_bundle

    folder = tmp_path / "stall"
    for file in STALL.rglob("*.*"):
        target = folder / file.relative_to(STALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text().replace('"observes": "solicitud"', '"observes": "otra"'))
    with pytest.raises(DefinitionRefused) as refused:
        compile_bundle(read_folder(folder))
    assert [str(fault.message) for fault in refused.value.faults] == [
        "El formulario «otra» no está, o él mismo observa o corrige otro"
    ]


def test_a_reason_that_is_too_long_is_told_beside_its_own_line(hall: Hall, stall: int) -> None:
    page = observes(hall, stall, rubro="x" * 501)
    assert page.status == 422
    (href,) = page.tree.xpath("//div[@id='error-summary']//a/@href")
    (line,) = page.tree.xpath(f"//li[@id='{href.lstrip('#')}']")
    assert "Rubro" in line.text_content()
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
