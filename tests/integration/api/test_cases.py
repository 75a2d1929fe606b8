"""Cases over the API: opened, found, read, ended; and what is sent twice acts once."""

from tests.hall import PERMIT_ASKED, Hall
from tests.programs import Program, program


def opened(desk: Program, **data: object) -> str:
    """A permit that the program opened; its number."""
    answer = desk.posts("cases", {"process": "permit", "data": {**PERMIT_ASKED, **data}})
    assert answer.status == 201, answer.text
    return str(answer.json["number"])


def test_a_program_opens_a_case_and_reads_it_where_it_was_told(desk: Program, hall: Hall) -> None:
    asked = {"process": "permit", "data": {"motivo": "Feria", "garantia": 1200.5}}
    answer = desk.posts("cases", {**asked, "on_behalf_of": "Asociación de queseros"})
    assert (answer.status, answer.json["number"]) == (201, "PER-2026-0001")
    assert [task["element"] for task in answer.json["opened"]] == ["revisar"]
    assert answer.headers["location"] == f"/api/v1/{hall.slug}/cases/PER-2026-0001"
    case = desk.gets("cases/PER-2026-0001").json
    assert case["opened_by"]["name"] == "Mesa virtual"
    assert (case["on_behalf_of"], case["amount"]) == ("Asociación de queseros", "1200.50")
    assert [task["element"] for task in case["open_tasks"]] == ["revisar"]
    assert [term["title"] for term in case["open_deadlines"]] == ["Plazo de revisión"]


def test_numbers_keep_every_digit_in_both_directions(desk: Program) -> None:
    body = (
        b'{"process": "permit", "data": {"motivo": "Feria", "garantia": 12345678901234567890.10}}'
    )
    headers = {"content-type": "application/json"}
    answer = desk.posts("cases", content=body, headers=headers)
    assert answer.status == 201, answer.json
    number = answer.json["number"]
    assert '"garantia":12345678901234567890.10' in desk.gets(f"cases/{number}/data").text


def test_what_is_wrong_is_told_by_field_in_the_language_asked_for(desk: Program) -> None:
    asked = {"process": "permit", "data": {"motivo": "", "garantia": "mucho"}}
    english = desk.posts("cases", asked, headers={"accept-language": "en-GB,es;q=0.5"})
    spanish = desk.posts("cases", asked)
    assert (spanish.status, spanish.kind) == (422, "invalid_data")
    assert [each["field"] for each in spanish.json["errors"]] == ["motivo", "garantia"]
    assert spanish.json["detail"] == "Faltan datos por corregir."
    assert english.json["detail"] == "There are items to correct."
    assert english.json["errors"][0]["message"] != spanish.json["errors"][0]["message"]
    assert english.json["type"] == spanish.json["type"]


def test_what_the_form_does_not_ask_for_does_not_come_in(desk: Program) -> None:
    number = opened(desk, resultado="si", aprobado=True)
    assert set(desk.gets(f"cases/{number}/data").json["data"]) == {"motivo", "garantia"}
    (entered,) = desk.gets(f"cases/{number}/submissions").json["items"]
    assert set(entered["data"]) == {"motivo", "garantia", "dia"}


def test_the_list_goes_page_by_page_without_gap_or_repetition(desk: Program) -> None:
    numbers = [opened(desk) for _ in range(5)]
    found, cursor = [], None
    while True:
        page = desk.gets("cases", limit=2, **({"cursor": cursor} if cursor else {})).json
        found += [each["number"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        opened(desk)  # who comes meanwhile moves nobody
    assert found == numbers[::-1]


def test_the_list_is_narrowed_by_state_process_and_words(desk: Program) -> None:
    first = opened(desk)
    second = opened(desk, motivo="Concierto")
    desk.posts(f"cases/{first}/cancellation", {"reason": "Desistió."})

    def numbers(**query: str) -> list[str]:
        return [each["number"] for each in desk.gets("cases", **query).json["items"]]

    assert numbers(state="open") == [second]
    assert numbers(state="cancelled") == [first]
    assert numbers(text="conc") == [second]
    assert numbers(process="otro") == []
    assert desk.gets("cases", state="lost").kind == "invalid_request"


def test_a_cursor_of_another_list_or_of_nobody_is_refused(desk: Program, permit: str) -> None:
    for _ in range(2):
        opened(desk)
    of_cases = desk.gets("cases", limit=1).json["next"]
    assert desk.gets(f"cases/{permit}/history", cursor=of_cases).kind == "invalid_cursor"
    assert desk.gets("cases", cursor="@@@").kind == "invalid_cursor"


def test_the_list_holds_only_the_cases_that_may_be_opened(
    hall: Hall, desk: Program, permit: str
) -> None:
    stranger, auditor = program(hall, "cajero"), program(hall, "auditor")
    assert stranger.gets("cases").json["items"] == []
    assert stranger.gets(f"cases/{permit}").kind == "no_role"
    for each in (desk, auditor):
        assert [case["number"] for case in each.gets("cases").json["items"]] == [permit]


def test_a_case_is_ended_with_its_reason_in_the_history(desk: Program, permit: str) -> None:
    assert desk.posts(f"cases/{permit}/cancellation", {"reason": " "}).json["errors"] == [
        {"field": "reason", "message": "Complete este dato."}
    ]
    assert desk.posts(f"cases/{permit}/cancellation", {"reason": "Desistió."}).status == 200
    assert desk.gets(f"cases/{permit}").json["state"] == "cancelled"
    newest = desk.gets(f"cases/{permit}/history").json["items"]
    told = [each["sentence"] for each in newest if each["kind"] == "case_cancelled"]
    assert told == ["Usted anuló el expediente: Desistió."]
    again = desk.posts(f"cases/{permit}/cancellation", {"reason": "Otra vez."})
    assert (again.status, again.kind) == (409, "case_not_open")


def test_the_history_links_and_verifies(desk: Program, permit: str) -> None:
    events = desk.gets(f"cases/{permit}/history").json["items"]
    assert [each["seq"] for each in events] == list(range(len(events), 0, -1))
    assert desk.gets(f"cases/{permit}/history/verification").json == {
        "whole": True,
        "events": len(events),
        "faults": [],
    }


def test_a_case_of_no_town_is_not_found(desk: Program) -> None:
    for number in ("PER-2026-0099", "%00", "%0A", "%ED%A0%80", "a" * 81):
        assert desk.gets(f"cases/{number}").kind == "not_found"


def test_a_misspelt_filter_is_told_and_not_passed_over(desk: Program) -> None:
    answer = desk.gets("cases", stat="open")
    assert (answer.status, answer.json["errors"]) == (
        422,
        [{"field": "query.stat", "message": "Este dato no se espera aquí."}],
    )
