"""The pages of people and roles, of one's password, and of the municipality."""

from __future__ import annotations

import pytest

from engine.identity import sign_in
from storage.counting import counting
from tests.hall import Desk, Hall, Page

OWN = "un molino de viento azul"
EVA = {"name": "Eva Paz", "email": "eva@pueblo.pe", "position": "Archivera", "reason": "Concurso"}


def boss(hall: Hall) -> Desk:
    hall.town.person("luis", "administrador")
    return hall.desk("luis")


def let_in(desk: Desk, **more: str) -> tuple[str, str]:
    """Eva's page, and her first password."""
    page = desk.sends("people", {**EVA, **more})
    assert page.status == 200, page.faults
    assert page.headers["cache-control"] == "no-store"
    password = page.one("//*[@id='first-password']")
    return str(page.tree.xpath("//a[contains(@href,'/people/')]/@href")[-1]), password


def enters(hall: Hall, login: str, password: str) -> Desk:
    desk = hall.desk()
    page = desk.sends("sign-in", {"login": login, "password": password}, on="sign-in")
    assert page.status == 303, page.text[:400]
    return desk


def act(desk: Desk, address: str, **fields: str) -> Page:
    return desk.sends(address, {"reason": "Memorando 7", **fields}, on="people")


def test_the_list_tells_who_comes_in_with_which_roles(hall: Hall) -> None:
    desk = boss(hall)
    hall.town.claim("rosa", hall.town.open_task(opened(hall), "revisar"))
    page = desk.opens("people")
    assert page.heading == "Personas y roles"
    assert page.one("//p[@class='beside']") == ("Ingresan 6 personas; administra las cuentas Luis.")
    rosa = page.all("//tr[td[1][contains(.,'Rosa')]]/td")
    assert rosa[2:] == ["Mesa de partes", "Sin clave", "1"]


def opened(hall: Hall) -> int:
    return hall.town.open_case("rosa", "permit", {"motivo": "Feria", "garantia": "10.00"})


def test_the_list_asks_as_much_for_many_as_for_few(hall: Hall) -> None:
    desk = boss(hall)
    desk.opens("people")
    with counting() as few:
        desk.opens("people")
    for n in range(3):
        hall.town.person(f"otra {n}", "mesa")
    with counting() as many:
        desk.opens("people")
    assert many.statements == few.statements


def test_who_is_let_in_chooses_a_password_before_anything_else(hall: Hall) -> None:
    desk = boss(hall)
    _, password = let_in(desk, roles="mesa")
    eva = enters(hall, "eva@pueblo.pe", password)
    sent = eva.opens("cases")
    assert sent.location.endswith("/password?back=%2F" + hall.slug + "%2Fcases")
    assert eva.opens("tasks/1").status == 303
    fields = {"old": password, "new": OWN, "again": OWN, "_back": f"/{hall.slug}/cases"}
    done = eva.sends("password", fields, on="password")
    assert done.location == f"/{hall.slug}/cases"
    assert eva.opens("inbox").status == 200


def test_a_password_that_is_wrong_weak_or_typed_twice_otherwise_is_told(hall: Hall) -> None:
    desk = boss(hall)
    _, password = let_in(desk)
    eva = enters(hall, "eva@pueblo.pe", password)

    def tries(old: str, new: str, again: str) -> tuple[int, list[str]]:
        page = eva.sends("password", {"old": old, "new": new, "again": again}, on="password")
        assert OWN not in page.text
        return page.status, page.faults

    assert tries(password, OWN, "otra cosa") == (
        422,
        ["Las dos veces tiene que ser la misma clave."],
    )
    assert tries("x", OWN, OWN) == (422, ["No es la clave con la que ingresó."])
    status, faults = tries(password, "eva@pueblo.pe", "eva@pueblo.pe")
    assert (status, faults[0][:24]) == (422, "Elija una clave de 12 si")
    assert eva.opens("inbox").status == 303


def test_a_way_back_out_of_the_municipality_is_forgotten(hall: Hall) -> None:
    desk = boss(hall)
    _, password = let_in(desk)
    eva = enters(hall, "eva@pueblo.pe", password)
    fields = {"old": password, "new": OWN, "again": OWN, "_back": "https://otro.example/"}
    assert eva.sends("password", fields, on="password").location == f"/{hall.slug}/inbox"


def test_what_was_typed_of_somebody_new_comes_back(hall: Hall) -> None:
    desk = boss(hall)
    page = desk.sends("people", {**EVA, "email": "eva", "roles": "mesa"})
    assert page.status == 422
    assert page.faults == ["Escriba el correo completo, por ejemplo rosa@muni.gob.pe."]
    assert [page.value(name) for name in ("name", "email", "position", "reason")] == [
        "Eva Paz",
        "eva",
        "Archivera",
        "Concurso",
    ]
    assert page.tree.xpath("//input[@name='roles'][@checked]/@value") == ["mesa"]


def test_a_role_is_given_for_a_time_and_taken_back_with_its_reason(hall: Hall) -> None:
    desk = boss(hall)
    address, _ = let_in(desk)
    days = {
        **{f"from-{part}": value for part, value in zip(PARTS, ("4", "3", "2026"), strict=True)},
        **{f"until-{part}": value for part, value in zip(PARTS, ("6", "3", "2026"), strict=True)},
    }
    done = desk.follows(act(desk, f"{address}/roles", role="tecnico", **days))
    assert done.all("//tr[@class='line']/td")[:4] == [
        "Área técnica",
        "4 de marzo",
        "6 de marzo",
        "por empezar Quitar «Área técnica»",
    ]
    ending = str(done.tree.xpath("//a[contains(@href,'/end')]/@href")[0])
    asked = desk.opens(ending)
    assert asked.status == 200
    assert desk.sends(ending, {"reason": ""}, on="people").faults == [
        "Escriba el motivo: queda en la historia."
    ]
    done = desk.follows(act(desk, ending))
    assert "Ya no tiene ese rol." in done.text
    told = done.all("//ol[@class='timeline']//p[@class='entry-sentence']")
    assert told[:2] == [
        "Luis quitó a Eva Paz el rol «Área técnica»: Memorando 7",
        "Luis dio a Eva Paz el rol «Área técnica» desde el 4 de marzo hasta el 6 de marzo:"
        " Memorando 7",
    ]


PARTS = ("day", "month", "year")


def test_a_day_that_is_not_whole_is_asked_again(hall: Hall) -> None:
    desk = boss(hall)
    address, _ = let_in(desk)
    page = act(desk, f"{address}/roles", role="tecnico", **{"until-day": "6"})
    assert (page.status, page.faults) == (422, ["Escriba el día completo: día, mes y año."])
    assert page.value("reason") == "Memorando 7"


def test_who_leaves_is_out_and_their_task_is_passed_on(hall: Hall) -> None:
    desk, case = boss(hall), opened(hall)
    task = hall.town.open_task(case, "revisar")
    hall.town.claim("rosa", task)
    rosa, marta = (hall.town.people[name].person_id for name in ("rosa", "marta"))
    browser = hall.desk("rosa")
    assert browser.opens("inbox").status == 200
    asked = desk.opens(f"people/{rosa}/leaving")
    assert "Tiene 1 tarea en sus manos." in asked.text
    assert asked.all("//select[@name='follower']/option") == [
        "Nadie: quedan libres para su rol",
        "Marta",
    ]
    done = desk.follows(act(desk, f"people/{rosa}/leaving", follower=str(marta)))
    assert "Tareas pasadas: 1; libres para su rol: 0." in done.text
    assert browser.opens("inbox").status == 303
    assert [t.assignee_id for t in hall.town.open_tasks(case)] == [marta]
    assert "Rosa" in desk.opens("people?gone=1").text
    case_page = hall.desk("marta").opens(f"cases/{hall.town.case(case).number}")
    assert "Luis pasó «Revisar pedido» a Marta" in case_page.all("//ol[@class='timeline']//p")


def test_that_nobody_else_has_the_role_is_told_before(hall: Hall) -> None:
    desk, case = boss(hall), opened(hall)
    hall.town.claim("rosa", hall.town.open_task(case, "revisar"))
    marta = hall.town.people["marta"].person_id
    act(desk, f"people/{marta}/leaving")
    asked = desk.opens(f"people/{hall.town.people['rosa'].person_id}/leaving")
    assert "Nadie más tiene el rol «Mesa de partes»" in asked.text


def test_who_returns_has_no_role(hall: Hall) -> None:
    desk = boss(hall)
    marta = hall.town.people["marta"].person_id
    act(desk, f"people/{marta}/leaving")
    done = desk.follows(act(desk, f"people/{marta}/return"))
    assert "Puede ingresar otra vez." in done.text
    assert "terminó" in done.text


def test_a_new_first_password_is_shown_once(hall: Hall) -> None:
    desk = boss(hall)
    address, old = let_in(desk)
    page = act(desk, f"{address}/password")
    fresh = page.one("//*[@id='first-password']")
    assert fresh != old
    assert fresh not in desk.opens(address).text
    town = hall.town
    came = sign_in(town.installation, town.municipality_id, "eva@pueblo.pe", fresh)
    assert hasattr(came, "token")


def test_details_are_corrected_and_the_history_says_so(hall: Hall) -> None:
    desk = boss(hall)
    address, _ = let_in(desk)
    fields = {**EVA, "name": "Eva Paz Roca", "reason": "Según su DNI"}
    done = desk.follows(desk.sends(f"{address}/details", fields, on="people"))
    assert done.heading == "Eva Paz Roca"
    assert "corrigió los datos de" in done.text
    assert "Según su DNI" in done.text


def test_ones_own_page_offers_no_way_to_rights(hall: Hall) -> None:
    desk = boss(hall)
    mine = f"people/{hall.town.people['luis'].person_id}"
    page = desk.opens(mine)
    assert "Sus propios roles los da otra persona" in page.text
    assert page.tree.xpath(f"//a[contains(@href,'{mine}/leaving')]") == []
    assert page.tree.xpath(f"//a[contains(@href,'{mine}/password')]") == []
    assert act(desk, f"{mine}/roles", role="operador").status == 422
    assert act(desk, f"{mine}/leaving").status == 409
    assert act(desk, f"{mine}/password").status == 409


def test_names_are_text_wherever_they_stand(hall: Hall) -> None:
    desk = boss(hall)
    address, _ = let_in(desk, name="<b>Eva</b> Paz", reason="<script>x</script>")
    for page in (desk.opens("people"), desk.opens(address)):
        assert "<b>Eva" not in page.text
        assert "<script>x" not in page.text


def test_the_municipality_says_anew_what_it_is_called(hall: Hall) -> None:
    desk = boss(hall)
    page = desk.opens("municipality")
    fields = {
        **{name: page.value(name) for name in ("name", "region", "currency")},
        "country": "PE",
        "timezone": "America/Lima",
        "locale": "es",
        "accent": "#F2C14E",
        "reason": "Nueva imagen",
    }
    done = desk.follows(desk.sends("municipality", fields))
    swatches = done.all("//p[@class='swatch']")
    assert [each.split(" · ")[0] for each in swatches] == ["Aa#F2C14E", "Aa#8B6609"]
    assert "cambió el color: Nueva imagen" in done.text.replace("</strong>", "")
    assert done.tree.xpath("//*[@class='town-square']/rect/@fill") == ["#8B6609"]
    wrong = desk.sends("municipality", {**fields, "accent": "azul", "name": "Nuevo Tambo"})
    assert (wrong.status, wrong.faults) == (422, ["Escriba el color como #8C3B1E."])
    assert wrong.value("name") == "Nuevo Tambo"


REACHED = {
    "address": "Jr. Unión 120",
    "hours": "Lunes a viernes, 8:00 a 16:30",
    "telephone": "066 312 045",
    "email": "mesa@tambo.gob.pe",
    "complaints": "https://reclamos.gob.pe/tambo",
    "data_protection": "RNPDP-PJP 123",
}
"""How citizens reach the municipality."""


def test_the_municipality_says_how_citizens_reach_it(hall: Hall) -> None:
    desk, there = boss(hall), hall.desk()
    assert there.opens("data-protection").all("//address") == ["Tambo Real"]
    page = desk.opens("municipality")
    names = ("name", "country", "timezone", "currency", "locale", "accent")
    facts = {name: page.value(name) for name in names} | {
        "country": "PE", "timezone": "America/Lima", "locale": "es", "reason": "Ventanilla nueva",
    }  # fmt: skip
    done = desk.follows(desk.sends("municipality", {**facts, **REACHED}))
    assert {name: done.value(name) for name in REACHED} == REACHED
    told = done.all("//*[@class='entry-sentence']")[0]
    assert told.endswith(
        "cambió su dirección, su horario, su teléfono, su correo, su libro de reclamaciones,"
        " su banco de datos personales: Ventanilla nueva"
    )
    shown = there.opens("data-protection")
    assert shown.one("//address") == (
        "Mesa de partes Jr. Unión 120 Lunes a viernes, 8:00 a 16:30 Tel. 066 312 045"
        " mesa@tambo.gob.pe"
    )
    assert shown.tree.xpath("//address/a/@href") == ["tel:066312045", "mailto:mesa@tambo.gob.pe"]
    assert shown.tree.xpath("//ul[@class='portal-ways']//a/@href")[0] == REACHED["complaints"]
    assert "RNPDP-PJP 123" in shown.text
    same = desk.follows(desk.sends("municipality", {**facts, **REACHED}))
    assert len(same.all("//*[@class='entry-sentence']")) == len(
        done.all("//*[@class='entry-sentence']")
    )


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("telephone", "llame", "Escriba el teléfono con números, por ejemplo 066 312 045."),
        ("email", "mesa", "Escriba el correo completo, por ejemplo rosa@muni.gob.pe."),
        (
            "complaints",
            "javascript:alert(1)",
            "Escriba la dirección completa, que empiece por https://.",
        ),
        ("address", "Jr.\x07", "Escriba la dirección en una línea, hasta 200 letras."),
    ],
)
def test_a_wrong_way_to_reach_it_is_asked_again(
    hall: Hall, field: str, typed: str, fault: str
) -> None:
    desk = boss(hall)
    facts = {
        "name": "Tambo Real", "country": "PE", "timezone": "America/Lima", "currency": "PEN",
        "locale": "es", "accent": "#8C3B1E", "reason": "Ventanilla",
    }  # fmt: skip
    wrong = desk.sends("municipality", {**facts, **REACHED, field: typed})
    assert (wrong.status, wrong.faults) == (422, [fault])
    assert wrong.value(field) == typed
    assert wrong.value("hours") == REACHED["hours"]
