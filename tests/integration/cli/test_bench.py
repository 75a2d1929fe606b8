"""The benchmarks run and say their figures in one line; how fast this machine is, is no test."""

import json

import pytest

from tests.integration.cli.conftest import Terminal
from ui.cli.bench import feel_others
from ui.cli.bench.feel_others import Condition, Other
from ui.cli.bench.network_town import network, shares
from ui.cli.bench.pages import installation_on

COST = {"ops_s", "p50_ms", "p95_ms", "statements", "commits", "round_trips"}
PAGE = {"p50_ms", "p95_ms", "work_p50_ms", "bytes", "statements"}
KINDS = {"inbox", "inbox_next", "inbox_process", "inbox_text", "task", "case", "cases"}


def test_w1_says_what_creating_and_completing_cost(bare_url: str, terminal: Terminal) -> None:
    answer = terminal("bench", "w1", "--cases", "2", "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert {"create", "complete", "bytes_per_case"} <= told.keys()
    assert set(told["create"]) == set(told["complete"]) == COST
    assert told["complete"]["commits"] == 1
    assert told["complete"]["statements"] <= 10
    assert "crowded" not in told


def test_w1_compares_with_many_open_cases(bare_url: str, terminal: Terminal) -> None:
    answer = terminal(
        "bench", "w1", "--cases", "2", "--open-cases", "3", "--json", "--database", bare_url
    )
    assert set(json.loads(answer.said)["crowded"]) == {"open_cases", "complete", "ratio"}


def test_w1_prints_a_table_with_the_limit_of_the_database(terminal: Terminal) -> None:
    answer = terminal("bench", "w1", "--cases", "2")
    assert (answer.code, answer.problem) == (0, "")
    assert "w1 · sqlite · 2 cases" in answer.said
    assert "limit of the database" in answer.said


def test_pages_say_what_each_kind_of_page_costs(terminal: Terminal) -> None:
    words = ("bench", "pages", "--tasks", "60", "--visits", "5", "--json")
    answer = terminal(*words)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert told["open_tasks"] == 60
    assert {name: set(told[name]) for name in KINDS} == dict.fromkeys(KINDS, PAGE)
    assert max(told[name]["bytes"] for name in KINDS) < 20_000


def test_inbox_says_what_its_lists_cost(bare_url: str, terminal: Terminal) -> None:
    words = ("bench", "inbox", "--tasks", "200", "--visits", "5", "--json")
    answer = terminal(*words, "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    kinds = {"first", "next", "narrowed", "by_arrival", "by_priority"}
    kinds |= {"by_name", "by_number", "by_amount"}
    kinds |= {"number_prefix", "number_suffix", "person", "document"}
    assert told["tasks"] == 200
    assert told["spread"].startswith("200 tasks that one person may take, of 6 processes in one")
    assert {name for name, cost in told.items() if isinstance(cost, dict)} == kinds | {"limit"}
    assert all(told[name]["page_p95_ms"] >= told[name]["sql_p95_ms"] > 0 for name in kinds)
    assert all(told[name]["work_p50_ms"] > 0 for name in kinds)
    assert min(told["limit"].values()) > 0


def test_feel_says_what_conditions_tables_and_parsing_cost(terminal: Terminal) -> None:
    answer = terminal("bench", "feel", "--json")
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert [bar["name"] for bar in told["bars"]] == [
        "condition",
        "table 20 × 4",
        "parsing",
        "parsing and compiling",
        "1000 cached expressions",
    ]
    assert min(bar["value"] for bar in told["bars"]) > 0
    named = [other["name"] for other in told["others"]] + told["absent"]
    assert sorted(named) == ["bkflow-feel", "pySFeel", "simpleeval"]


def test_another_library_is_measured_where_it_is_installed_and_its_answer_is_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def absent() -> Condition:
        raise ImportError("not here")

    others = {"right": lambda: lambda: True, "wrong": lambda: lambda: False, "absent": absent}
    monkeypatch.setattr(feel_others, "OTHERS", others)
    found, missing = feel_others.compared(lambda _condition: 1.5)
    assert found == (Other("right", 1.5, True), Other("wrong", 1.5, False))
    assert missing == ("absent",)


def test_w1_over_http_measures_every_way_beside_the_floor(terminal: Terminal) -> None:
    answer = terminal("bench", "w1", "--http", "--requests", "32", "--json")
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert [(way["way"], way["clients"]) for way in told["ways"]] == [
        (way, clients)
        for clients in (1, 16)
        for way in ("floor", "json", "303", "fragment", "claim")
    ]
    assert min(way["ops_s"] for way in told["ways"]) > 0
    assert told["log"]["ratio"] == round(told["log"]["on_p50_ms"] / told["log"]["off_p50_ms"], 3)


def test_fill_compares_with_very_many_cases(bare_url: str, terminal: Terminal) -> None:
    words = ("--finished", "9", "--open", "5", "--cases", "2", "--json", "--database", bare_url)
    answer = terminal("bench", "fill", *words)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert (told["finished"], told["open"]) == (9, 5)
    assert told["p50_ms"]["ratio"] > 0
    assert (told["blocks"] is None) == (told["database"] == "sqlite")


def test_a_decree_moves_every_term(bare_url: str, terminal: Terminal) -> None:
    answer = terminal("bench", "decree", "--terms", "9", "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert (told["terms"], told["moved"]) == (9, 9)


def test_portal_says_what_the_citizens_window_does_a_second(terminal: Terminal) -> None:
    answer = terminal("bench", "portal", "--requests", "32", "--json")
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    kinds = {"home", "catalogue", "search", "service", "tracking"}
    assert {(each["way"], each["clients"]) for each in told["ways"]} == {
        *((kind, clients) for kind in kinds for clients in (1, 16)),
        ("catalogue, 400 arriving a second", 32),
        ("tracking, 400 arriving a second", 32),
    }
    assert min(each["ops_s"] for each in told["ways"]) > 0


def test_topology_says_what_a_division_costs(bare_url: str, terminal: Terminal) -> None:
    few = ("--parcels", "120", "--divisions", "10")
    answer = terminal("bench", "topology", *few, "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert (told["parcels"], told["divisions"], told["bar_ms"]) == (120, 10, 200.0)
    assert 0 < told["p50_ms"] <= told["p95_ms"] <= told["max_ms"]


def test_issue_says_what_a_year_costs_and_that_a_killed_one_comes_to_the_same(
    bare_url: str, terminal: Terminal
) -> None:
    few = ("--taxpayers", "1200", "--parcels", "1800", "--kill")
    answer = terminal("bench", "issue", *few, "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert (told["taxpayers"], told["parcels"]) == (1200, 1800)
    assert told["resumed"] is True
    assert told["kept"] is True
    assert told["seconds"] > 0 < told["megabytes"]


def test_issue_refuses_taxpayers_without_parcels(terminal: Terminal) -> None:
    answer = terminal("bench", "issue", "--taxpayers", "20", "--parcels", "10")
    assert answer.code == 2
    assert "each taxpayer has a parcel" in answer.problem


def test_network_compares_a_municipality_with_the_same_beside_others(
    bare_url: str, terminal: Terminal
) -> None:
    few = ("--municipalities", "4", "--cases", "60", "--own", "20", "--visits", "5")
    answer = terminal("bench", "network", *few, "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert (told["alone"]["municipalities"], told["network"]["municipalities"]) == (1, 4)
    assert set(told["ratios"]) == {"inbox", "case", "start", "step"}
    assert min(told["ratios"].values()) > 0
    duties = {each["name"] for each in told["network"]["duties"]}
    assert {"timekeeper", "roots", "publisher"} <= duties


def test_a_network_is_filled_once() -> None:
    with installation_on(None) as installation:
        first, again = (
            network(
                installation, municipalities=3, cases=40, own=10, tell=lambda _what, _done: None
            )
            for _ in range(2)
        )
    assert first.seconds > 0 == again.seconds
    assert first.actor.person_id == again.actor.person_id
    assert first.others == again.others
    assert len(first.others) == 2


def test_network_sizes_are_very_different_and_come_to_all_cases() -> None:
    found = shares(1_000, 61_000)
    assert sum(found) == 61_000
    assert max(found) > 20 * sorted(found)[500] > 0


def test_audit_verifies_and_opens_the_auditors_pages(bare_url: str, terminal: Terminal) -> None:
    few = ("--events", "1000", "--day", "1", "--visits", "5")
    answer = terminal("bench", "audit", *few, "--json", "--database", bare_url)
    assert (answer.code, answer.problem) == (0, "")
    told = json.loads(answer.said)
    assert told["events"] > 900
    assert told["new"] == 15
    assert set(told["pages"]["with a word"]) == PAGE
