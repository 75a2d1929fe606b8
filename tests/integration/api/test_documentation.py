"""The description of the API: open to anybody, complete, and readable without a script."""

from lxml import html

from tests.hall import Hall, TestClient
from tests.programs import addresses_of


def test_the_description_is_openapi_3_1_and_names_every_address(hall: Hall) -> None:
    answer = TestClient(hall.app).get("/api/v1/openapi.json")
    told = answer.json()
    assert (answer.status_code, told["openapi"]) == (200, "3.1.0")
    described = {
        (method.upper(), path) for path, found in told["paths"].items() for method in found
    }
    assert described == {
        (each.method, "/{municipality}" + each.path.replace(":path", ""))
        for each in addresses_of(hall)
    }


def test_every_address_and_every_shape_is_explained(hall: Hall) -> None:
    told = TestClient(hall.app).get("/api/v1/openapi.json").json()
    operations = [each for found in told["paths"].values() for each in found.values()]
    ids = [each["operationId"] for each in operations]
    assert len(set(ids)) == len(ids)
    assert [each["operationId"] for each in operations if "\n\n" not in each["description"]] == []
    shapes = told["components"]["schemas"]
    assert [name for name, shape in shapes.items() if not shape.get("description")] == []


def test_the_page_tells_every_address_without_script_or_style(hall: Hall) -> None:
    answer = TestClient(hall.app).get("/api/v1/", headers={"accept-language": "en"})
    page = html.fromstring(answer.text)
    heads = " ".join(page.xpath("//article//h3//text()"))
    for each in addresses_of(hall):
        path = each.path.replace(":path", "")
        assert f"{each.method} /api/v1/{{municipality}}{path}" in " ".join(heads.split())
    assert page.xpath("//script[not(@src)] | //style | //@style") == []
    outside = [src for src in page.xpath("//script/@src | //link/@href") if "://" in src]
    assert outside == []
    targets = set(page.xpath("//@id"))
    assert [
        link for link in page.xpath("//a/@href") if link[0] == "#" and link[1:] not in targets
    ] == []
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert page.xpath("//h1")[0].text_content().strip() == "The interface for programs"


def test_the_address_without_its_last_stroke_leads_there_too(hall: Hall) -> None:
    answer = TestClient(hall.app).get("/api/v1")
    assert (answer.status_code, "</h1>" in answer.text) == (200, True)


def test_an_address_that_the_api_does_not_have_is_a_problem_too(hall: Hall) -> None:
    client = TestClient(hall.app)
    lost = client.get("/api/v1/tambo-real/nothing")
    assert (lost.status_code, lost.json()["type"]) == (404, "urn:cauce:problem:not_found")
    wrong = client.put(f"/api/v1/{hall.slug}/cases")
    assert (wrong.status_code, wrong.json()["type"]) == (
        405,
        "urn:cauce:problem:method_not_allowed",
    )
    assert set(wrong.headers["allow"].split(", ")) >= {"GET"}
