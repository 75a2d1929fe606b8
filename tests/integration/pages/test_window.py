"""The citizen's window: its home, the list with its search, the page of a service, and its data."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from engine.catalogue.managing import Fee, set_fee, switch_service
from engine.parameters import load_parameters
from storage.counting import counting
from tests.diagrams import bundle, catch, end, path, start, user
from tests.hall import Hall, Page
from tests.offered import ENTRY, NUMBERS, service
from ui.templating import HERE, Bundle

REQUIREMENTS = """
[[service.requirements]]
title = "DNI o RUC"
source = "interoperable"
hint = "Basta el número"
[[service.requirements]]
title = "Plan de seguridad"
when = "solo si el riesgo es alto"
document = "plan"
icon = "flame"
[[service.requirements]]
title = "Zonificación"
source = "held"
[[service.legal_basis]]
title = "Ley 28976"
href = "https://leyes.example/28976"
"""
HEARING = ENTRY.replace('"business"', '"complaint"').replace("Abrir un negocio", "Reclamar")
TERM = (
    '<cauce:deadline title="Para responder" length="=5" unit="business" source="Ley"'
    ' effect="none"/>'
)
APPEAL = (
    '<bpmn:extensionElements><cauce:deadline title="Para apelar" length="2" unit="business"'
    ' source="Ley" effect="none"/></bpmn:extensionElements>'
)
ANSWERED = bundle(
    start(),
    user("responder", more=TERM),
    catch("apelar", APPEAL + "<bpmn:timerEventDefinition/>"),
    end(),
    path("start", "responder", "apelar", "end"),
    key="answered",
    manifest=ENTRY,
)
"""A service that must be answered in five working days; then others may act, and nobody does."""


@pytest.fixture
def licensed(hall: Hall) -> Hall:
    """The licence is offered, with the numbers of the law."""
    load_parameters(hall.town.installation, hall.town.municipality_id, NUMBERS)
    hall.town.deploys(service(entry=ENTRY + REQUIREMENTS))
    return hall


def opened(hall: Hall, path: str, **more: object) -> Page:
    page = hall.desk().opens(path, **more)
    assert page.status == 200, page.text[:300]
    return page


# the home


def test_the_address_of_a_municipality_is_its_window(licensed: Hall) -> None:
    page = opened(licensed, f"/{licensed.slug}")
    assert page.heading == "Sus trámites, sin vueltas"
    assert page.all("//*[@class='service-what']") == [
        "Abrir un negocioLicencia · 2 u 8 días hábiles · S/ 137.50"
    ]
    forms = {form.get("action"): form.xpath(".//input/@name") for form in page.tree.forms}
    assert forms == {f"/{licensed.slug}/services": ["q"], f"/{licensed.slug}/tracking": ["code"]}
    assert f"/{licensed.slug}/citizen" in page.tree.xpath("//nav//a/@href")
    assert page.tree.xpath("//script | //@style | //*[@onclick]") == []
    assert "set-cookie" not in page.headers


def test_who_works_here_goes_to_the_inbox_and_others_do_not(licensed: Hall) -> None:
    desk = licensed.desk("rosa")
    assert desk.opens(f"/{licensed.slug}").location == f"/{licensed.slug}/inbox"
    desk.client.cookies.set("cauce_session", "1.nothing")
    assert desk.opens(f"/{licensed.slug}").status == 200


def test_without_services_the_window_says_so(hall: Hall) -> None:
    home = opened(hall, f"/{hall.slug}")
    assert "Aún no hay trámites en línea." in home.text
    assert home.all("//ul[@class='services']") == []
    assert "Aún no hay trámites en línea para esto." in opened(hall, "services").text
    assert json.loads(opened(hall, "services.jsonld").text)["@graph"][0]["@type"]


def test_six_services_stand_on_the_home_one_of_each_life_event_first(licensed: Hall) -> None:
    for number in range(6):
        licensed.town.deploys(service(f"otro{number}", f"Aaa {number}"))
    licensed.town.deploys(service("reclamo", "Zzz", entry=HEARING))
    page = opened(licensed, f"/{licensed.slug}")
    shown = page.tree.xpath("//*[@class='service-what']/a/@href")
    assert [each.rsplit("/", 1)[1] for each in shown] == [
        "otro0", "reclamo", "otro1", "otro2", "otro3", "otro4",
    ]  # fmt: skip
    assert page.one("//*[@class='services-all']") == "Ver los 8 trámites y servicios"


def test_the_days_that_matter_are_told_together(licensed: Hall) -> None:
    licensed.town.clock.move(to=datetime(2026, 3, 23, 14, tzinfo=UTC))
    page = opened(licensed, f"/{licensed.slug}")
    assert page.all("//section[@aria-labelledby='days']/p") == [
        "2 y 3 de abril: no atendemos por Jueves Santo y Viernes Santo; en línea, sí.",
        "1 de mayo: no atendemos por Día del Trabajo; en línea, sí.",
    ]


@pytest.mark.parametrize(
    ("in_time", "late", "sentence"),
    [
        (0, 0, "En marzo no terminamos ningún trámite con plazo."),
        (1, 0, "En marzo terminamos 1 trámite con plazo, 1 a tiempo: es muy poco para sacar un"),
        (2, 1, "En marzo terminamos 3 trámites con plazo, 2 a tiempo: son pocos para sacar un"),
        (7, 4, "En marzo resolvimos 64 de cada 100 trámites dentro del plazo (7 de 11)."),
    ],
)
def test_how_the_word_was_kept_is_told_with_its_denominator(
    hall: Hall, in_time: int, late: int, sentence: str
) -> None:
    town = hall.town
    town.person("ana", "clerk")
    town.deploys(ANSWERED)
    cases = [town.open_case("ana", "answered", {}) for _ in range(in_time + late + 2)]
    stopped, left, *answered = cases
    town.cancel("ana", stopped, "Desistió")  # kept and broke no word, nor does one that goes on
    for case in answered[:in_time]:
        town.does("ana", case, "responder")
    town.waits(days=20)
    for case in answered[in_time:]:
        town.does("ana", case, "responder")
    town.waits(days=4)
    town.waits(days=16)
    assert town.steps(left) == ["responder"]
    told = opened(hall, f"/{hall.slug}").one("//section[@aria-labelledby='accounts']/p")
    assert told.startswith(sentence)


# the list


def test_the_list_groups_what_there_is_by_life_event(licensed: Hall) -> None:
    licensed.town.deploys(service("reclamo", "Reclamo", entry=HEARING))
    page = opened(licensed, "services")
    assert page.all("//h2") == ["Negocios", "Reclamos"]
    one = opened(licensed, "services?event=complaint")
    assert one.heading == "Reclamos"
    assert one.all("//*[@class='service-what']/a") == ["Reclamar"]
    assert one.one("//*[@class='topics']//a[@aria-current]") == "Reclamos"
    assert opened(licensed, "services?event=nothing").heading == "Trámites y servicios"


def test_a_service_is_looked_for_in_plain_words(licensed: Hall) -> None:
    found = opened(licensed, "services?q=quiero+una+BODEGA")
    assert found.one("//*[@class='list-found']") == "1 trámite para «quiero una BODEGA»"
    assert found.value("q") == "quiero una BODEGA"
    none = opened(licensed, "services?q=<script>alert(1)</script>")
    assert none.one("//*[@class='list-found']") == "Nada para «<script>alert(1)</script>»."
    assert none.tree.xpath("//script") == []
    assert licensed.desk().opens(f"services?q={'a' * 300}").status == 404


def test_a_service_that_is_closed_is_not_offered(licensed: Hall) -> None:
    town = licensed.town
    town.person("luis", "administrador")
    switch_service(
        town.installation, town.people["luis"], "licencia", opened=False, reason="Mudanza"
    )
    assert opened(licensed, "services").all("//*[@class='service-what']") == []
    page = opened(licensed, "services/licencia")
    assert page.tree.xpath("//a[contains(@href, 'apply')]") == []
    assert page.one("//*[contains(@class, 'note-near')]") == (
        "Por ahora no se pide en línea. Venga a Mesa de partes."
    )


# the page of a service


def test_the_page_of_a_service_says_everything_before_one_asks(licensed: Hall) -> None:
    licensed.town.clock.move(to=datetime(2026, 3, 26, 14, tzinfo=UTC))
    page = opened(licensed, "services/licencia")
    assert page.heading == "Licencia"
    assert page.all("//*[contains(@class, 'crumbs')]//a") == ["Inicio", "Negocios"]
    [start] = page.tree.xpath("//a[contains(@class, 'button-primary')]/@href")
    assert start == f"/{licensed.slug}/services/licencia/apply"
    assert "Toma unos 15 minutos." in page.one("//*[@class='service-start']/p")
    sheet = {
        words[0]: words[1:]
        for words in (
            [" ".join(each.text_content().split()) for each in row]
            for row in page.tree.xpath("//aside//dl/div")
        )
    }
    assert sheet == {
        "Cuánto demora": ["Riesgo bajo: 2 días hábiles", "Riesgo alto: 8 días hábiles"],
        "Cuánto cuesta": [
            "Riesgo bajo: Pregunte en Mesa de partes", "Riesgo alto: S/ 137.50", "2.5 % de la UIT",
        ],
        "Quién decide": ["Desarrollo Económico"],
        "Si no está de acuerdo": ["Apelación, ante Alcaldía"],
        "Base legal": ["Ley 28976"],
    }  # fmt: skip
    assert page.tree.xpath("//aside//dd/a/@href") == ["https://leyes.example/28976"]
    assert page.all("//*[@class='needs']/li") == [
        "Plan de seguridadSolo si el riesgo es alto.",
        "DNI o RUCBasta el número. Lo consultamos nosotros.",
        "ZonificaciónYa lo tenemos: no se lo pedimos.",
    ]
    assert page.one("//ol[@class='next']/li//strong") == "Revisamos"
    assert page.one("//*[contains(@class, 'note-silence')]") == (
        "¿Y si no le respondemos? Si pasan los días de su caso, hasta 8 días hábiles, más 5 para"
        " notificarle, su solicitud queda aprobada. Se llama silencio administrativo positivo. Por"
        " ejemplo, en «Riesgo alto»: si la presenta el jueves 26 de marzo, debemos responderle"
        " hasta el jueves 9 de abril; si no lo hacemos, queda aprobada el jueves 16 de abril."
    )


def test_a_request_of_a_day_of_rest_is_reckoned_from_the_next_working_day(licensed: Hall) -> None:
    licensed.town.clock.move(to=datetime(2026, 3, 28, 14, tzinfo=UTC))
    assert "si la presenta el lunes 30\xa0de\xa0marzo," in opened(
        licensed, "services/licencia"
    ).text.replace("&nbsp;", "\xa0")


@pytest.mark.parametrize(
    ("qualification", "kind", "beginning"),
    [
        (
            "negative",
            "silence",
            "¿Y si no le respondemos? Si pasan los días de su caso, hasta 8 días hábiles sin",
        ),
        ("automatic", "ok", "Se aprueba al presentarla. Con su cargo ya puede empezar."),
    ],
)
def test_what_silence_means_is_told_for_each_kind(
    licensed: Hall, qualification: str, kind: str, beginning: str
) -> None:
    entry = ENTRY.replace('"positive"', f'"{qualification}"')
    licensed.town.deploys(service(entry=entry))
    page = opened(licensed, "services/licencia")
    assert page.one(f"//*[contains(@class, 'note-{kind}')]").startswith(beginning)


def test_what_nobody_set_is_not_made_up(hall: Hall) -> None:
    hall.town.deploys(service())  # no number of the law is there
    page = opened(hall, "services/licencia")
    assert "Riesgo alto: Pregunte en Mesa de partes" in page.all("//aside//dd")
    assert page.tree.xpath("//*[contains(@class, 'note-silence')]") == []


def test_a_service_that_is_not_there_is_not_found(licensed: Hall) -> None:
    desk = licensed.desk()
    assert desk.opens("services/permit").status == 404  # a process, but no service
    assert desk.opens("services/nothing").status == 404
    assert desk.opens("services/nothing.jsonld").status == 404
    assert desk.opens("services/permit/blank").status == 404


def test_the_window_speaks_portuguese_and_english(licensed: Hall) -> None:
    for language, words in (("pt", "Quanto demora"), ("en", "How long it takes")):
        page = opened(licensed, "services/licencia", headers={"accept-language": language})
        assert page.all("//dt")[0] == words
        assert page.tree.get("lang") == language


# what is kept


def test_an_unchanged_page_is_an_empty_answer_until_something_changes(licensed: Hall) -> None:
    desk, town = licensed.desk(), licensed.town
    town.person("luis", "administrador")
    for place in (f"/{licensed.slug}", "services", "services/licencia", "services.jsonld"):
        first = desk.opens(place)
        known = {"if-none-match": first.headers["etag"]}
        again = desk.opens(place, headers=known)
        assert (again.status, again.text, again.headers["etag"]) == (304, "", first.headers["etag"])
        fee = Fee("derecho", Decimal("142.10"), date(2026, 3, 2), f"Ordenanza para {place}")
        set_fee(town.installation, town.people["luis"], "licencia", fee, today=date(2026, 3, 2))
        other = Decimal("142.20") if "142.20" not in first.text else Decimal("142.30")
        fee = Fee("derecho", other, date(2026, 3, 2), f"Ordenanza para {place}")
        set_fee(town.installation, town.people["luis"], "licencia", fee, today=date(2026, 3, 2))
        assert desk.opens(place, headers=known).status == 200
    licensed.town.deploys(service(title="Licencia nueva"))
    assert opened(licensed, "services/licencia").heading == "Licencia nueva"


def test_a_page_that_is_kept_asks_three_small_questions(licensed: Hall) -> None:
    desk = licensed.desk()
    desk.opens("services/licencia")
    with counting() as counted:
        desk.opens("services/licencia")
    assert counted.statements <= 3


def test_readers_of_two_languages_do_not_get_each_others_page(licensed: Hall) -> None:
    spanish = opened(licensed, "services/licencia")
    english = opened(licensed, "services/licencia", headers={"accept-language": "en"})
    assert spanish.headers["etag"] != english.headers["etag"]
    assert "Accept-Language" in english.headers["vary"]
    assert "Cookie" in english.headers["vary"]


def test_a_first_visit_stays_under_100_kilobytes(licensed: Hall) -> None:
    names, dist = Bundle().names, HERE / "static" / "dist"
    fixed = sum((dist / names[name]).stat().st_size for name in ("sans.woff2", "serif.woff2"))
    fixed += sum(
        len(gzip.compress((dist / names[name]).read_bytes())) for name in ("portal.css", "mark.svg")
    )
    page = opened(licensed, f"/{licensed.slug}")
    linked = {*page.tree.xpath("//link/@href"), *page.tree.xpath("//img/@src")}
    assert {each.rsplit("/", 1)[1].split("-")[0] for each in linked} == {
        "mark", "sans", "serif", "portal", "accent",
    }  # fmt: skip
    for place in (f"/{licensed.slug}", "services", "services/licencia"):
        assert fixed + len(gzip.compress(opened(licensed, place).content)) < 75_000
    assert len(gzip.compress((dist / names["portal.css"]).read_bytes(), 9)) < 10_500


# the data


def test_the_catalogue_is_linked_data_that_carries_its_context(licensed: Hall) -> None:
    page = opened(licensed, "services.jsonld")
    assert page.headers["content-type"].startswith("application/ld+json")
    data = json.loads(page.text)
    context, graph = data["@context"], data["@graph"]
    assert all(isinstance(each, str | dict) for each in context.values())
    assert unknown_terms(graph, context) == set()
    assert unknown_types(graph, context) == set()
    organisation, [licence] = graph[0], graph[1:]
    base = f"http://testserver/{licensed.slug}"
    assert organisation["@id"] == licence["hasCompetentAuthority"] == f"{base}#organisation"
    assert licence["@id"] == f"{base}/services/licencia"
    assert licence["title"] == {"@value": "Licencia", "@language": "es"}
    assert licence["processingTime"] == "P8D"
    assert [each["processingTime"] for each in licence["follows"][:2]] == ["P2D", "P8D"]
    assert licence["hasCost"] == [
        {"@type": "cv:Cost", "currency": "PEN", "title": "Riesgo bajo"},
        {
            "@type": "cv:Cost",
            "value": "137.50",
            "currency": "PEN",
            "title": "Riesgo alto",
            "dct:source": "TUPA",
        },
    ]
    assert [each["type"] for each in licence["holdsRequirement"]] == [
        "interoperable", "citizen", "held",
    ]  # fmt: skip
    assert licence["hasInput"] == [
        {"@type": "cv:Evidence", "identifier": "plan", "title": "Plan de seguridad"}
    ]
    assert [each["type"] for each in licence["hasChannel"]] == ["online", "counter"]
    assert licence["isGroupedBy"][0]["identifier"] == "business"
    assert licence["hasLegalResource"][0]["page"] == "https://leyes.example/28976"


def test_one_service_is_data_of_its_own(licensed: Hall) -> None:
    page = opened(licensed, "services/licencia")
    [address] = page.tree.xpath("//link[@rel='alternate']/@href")
    data = json.loads(opened(licensed, address).text)
    assert [each["@type"] for each in data["@graph"]] == [
        "cv:PublicOrganisation", "cpsv:PublicService",
    ]  # fmt: skip


def test_the_addresses_of_the_window_are_listed(licensed: Hall) -> None:
    page = opened(licensed, "sitemap.xml")
    listed = etree.fromstring(page.content)
    base = f"http://testserver/{licensed.slug}"
    assert [each.text for each in listed.iter("{*}loc")] == [
        base, f"{base}/services", f"{base}/services/licencia",
    ]  # fmt: skip


def unknown_terms(value: object, context: dict[str, object]) -> set[str]:
    """Keys that neither the context nor a prefix of it explains."""
    if isinstance(value, list):
        return {term for each in value for term in unknown_terms(each, context)}
    if not isinstance(value, dict):
        return set()
    found = {
        key
        for key in value
        if not key.startswith("@") and key not in context and key.split(":")[0] not in context
    }
    return found.union(*(unknown_terms(each, context) for each in value.values()))


def unknown_types(value: object, context: dict[str, object]) -> set[str]:
    """Kinds whose prefix is not in the context, or things without a kind."""
    if isinstance(value, list):
        return {kind for each in value for kind in unknown_types(each, context)}
    if not isinstance(value, dict) or "@value" in value:
        return set()
    kind = str(value.get("@type", "none"))
    found = set() if kind.split(":")[0] in context else {kind}
    return found.union(*(unknown_types(each, context) for each in value.values()))
