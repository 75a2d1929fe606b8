"""`cauce audit export`: event logs of the histories, read by other means than they are written."""

import csv
import json
import os
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import select

from engine.history.kinds import EventKind
from storage.tables import events
from tests.features.given_steps import SOUTH, _integrated
from tests.integration.cli.conftest import Terminal
from tests.sellers import called
from tests.town import Town

MINER = Path(__file__).parents[3] / "var" / "mining" / "bin" / "python"
"""`make mining` brings it."""
BOTH = {"TEST-2026-0001", "TEST-2026-0002"}
READ_BY_MINER = """
import sys, pm4py
log = pm4py.read_xes(sys.argv[1])
net = pm4py.read_ocel2_json(sys.argv[2])
print(len(log), log["case:concept:name"].nunique(), len(net.events), len(net.objects))
"""


def kinds_of(town: Town) -> Counter[EventKind]:
    """The events as they lie in the database."""
    found = town.reads(lambda c: c.execute(select(events.c.kind)).scalars().all())
    return Counter(EventKind(kind) for kind in found)


def test_xes_tells_each_event_once_in_the_order_of_its_case(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "log.xes"
    assert terminal("audit", "export", str(file), database=database_url).code == 0
    traces = etree.parse(file).findall("trace")
    names = [one.find("string[@key='concept:name']").get("value") for one in traces]  # type: ignore[union-attr]  # each has one
    assert names == ["TEST-2026-0001", "TEST-2026-0002"]
    told = [
        (int(one.find("int").get("value")), values(one)["cauce:kind"])  # type: ignore[union-attr, arg-type]  # each has them
        for one in traces[0].findall("event")
    ]
    assert [seq for seq, _ in told] == list(range(1, len(told) + 1))
    assert Counter(kind for _, kind in told) == {
        "case_started": 1, "task_opened": 4, "task_completed": 4, "case_completed": 1, "passed": 1,
    }  # fmt: skip
    done = [values(one) for one in traces[0].findall("event")]
    steps = [one for one in done if one["cauce:kind"] == "task_completed"]
    assert [one["concept:name"] for one in steps] == [f"step_{n}" for n in range(1, 5)]
    assert {one["lifecycle:transition"] for one in steps} == {"complete"}
    assert len({one["org:resource"] for one in steps}) == 1
    assert all("org:resource" not in one for one in done if one["cauce:kind"] == "task_opened")


def values(event: etree._Element) -> dict[str, str]:
    """The texts of an event of XES."""
    return {str(one.get("key")): str(one.get("value")) for one in event.findall("string")}


def test_ocel_names_every_object_that_its_events_touch(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "log.json"
    terminal("audit", "export", str(file), "--as", "ocel", database=database_url)
    told = json.loads(file.read_text())
    assert set(told) == {"objects", "eventTypes", "objectTypes", "events"}
    objects = {one["id"]: one["type"] for one in told["objects"]}
    assert len(objects) == len(told["objects"])
    assert Counter(objects.values()) == {"case": 2, "task": 5, "person": 1}
    assert {one["name"] for one in told["objectTypes"]} >= set(objects.values())
    assert {one["type"] for one in told["events"]} == {one["name"] for one in told["eventTypes"]}
    touched = {each["objectId"] for one in told["events"] for each in one["relationships"]}
    assert touched == set(objects)
    assert len(told["events"]) == kinds_of(worked).total()


def test_the_table_is_of_one_process_and_of_a_span_of_days(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    today = f"{worked.clock.now():%Y-%m-%d}"
    for name, more, found in (
        ("all", (), BOTH),
        ("day", ("--since", today, "--until", today, "--process", "test"), BOTH),
        ("past", ("--until", "2020-01-01"), set()),
        ("future", ("--since", "2090-01-01"), set()),
    ):  # fmt: skip
        file = tmp_path / f"{name}.csv"
        assert (
            terminal("audit", "export", str(file), "--as", "csv", *more, database=database_url).code
            == 0
        )
        with file.open(newline="") as table:
            assert {row["case"] for row in csv.DictReader(table)} == found


def test_what_is_wrong_is_said_and_nothing_is_overwritten(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "log.xes"
    answer = terminal("audit", "export", str(file), "--process", "nada", database=database_url)
    assert (answer.code, answer.problem) == (2, "No hay un proceso «nada». Hay: test.")
    assert not file.exists()
    file.write_text("mine")
    answer = terminal("audit", "export", str(file), database=database_url)
    assert answer.code == 1
    assert "No se pudo escribir" in answer.problem
    assert file.read_text() == "mine"


def test_nobody_is_named_and_what_is_sealed_is_told_once_it_is_opened(
    town: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    purchase = called(town)
    _integrated(purchase)
    purchase.bid(SOUTH)

    def logged(name: str) -> str:
        for kind in ("xes", "ocel", "csv"):
            file = str(tmp_path / f"{name}.{kind}")
            terminal("audit", "export", file, "--as", kind, database=database_url)
        return "".join((tmp_path / f"{name}.{kind}").read_text() for kind in ("xes", "ocel", "csv"))

    before = logged("before")
    assert kinds_of(town)[EventKind.ENVELOPE_FILED] == 1
    assert "envelope_filed" not in before
    purchase.on(date(2026, 4, 6))
    purchase.do("abrir_sobres")
    after = logged("after")
    assert after.count("envelope_filed") == 3  # once in each
    for person in ("Rosa", "Hidráulica", SOUTH.ruc, "171", "@"):
        assert person not in after, person


@pytest.mark.skipif(not MINER.exists(), reason="no miner in var/mining: `make mining` brings it")
def test_a_tool_of_process_mining_reads_both(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    xes, ocel = tmp_path / "log.xes", tmp_path / "log.json"
    terminal("audit", "export", str(xes), database=database_url)
    terminal("audit", "export", str(ocel), "--as", "ocel", database=database_url)
    said = subprocess.run(
        [MINER, "-c", READ_BY_MINER, xes, ocel],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": ""},
    ).stdout  # fmt: skip
    total = kinds_of(worked).total()
    assert said.strip().splitlines()[-1].split() == [str(total), "2", str(total), "8"]
