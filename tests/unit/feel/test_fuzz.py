"""The fuzz of tests/fuzz in short: texts of a fixed seed raise nothing but our own errors.

How long each takes is measured by the long run (`python tests/fuzz/feel.py --minutes 10`): here the
machine may be busy with other tests.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FUZZ = Path(__file__).resolve().parents[2] / "fuzz"


@pytest.fixture
def fuzzer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(FUZZ), *sys.path])
    spec = importlib.util.spec_from_file_location("feel_fuzz", FUZZ / "feel.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "feel_fuzz", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "MOST_SECONDS", 5.0)
    return module


def test_grown_and_mutated_texts_give_values_or_our_own_errors(fuzzer: ModuleType) -> None:
    found = fuzzer.fuzz(seed=7, models=None, enough=lambda tried: tried >= 600)
    assert found.problems == ()
    assert (found.tried, found.parsed > 300) == (600, True)


def test_the_same_seed_makes_the_same_texts(fuzzer: ModuleType) -> None:
    first, again = (fuzzer.texts(3, None) for _ in range(2))
    assert [next(first) for _ in range(40)] == [next(again) for _ in range(40)]


def test_a_foreign_error_and_a_slow_text_are_problems(
    fuzzer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_text: str, _build: object) -> float:
        raise KeyError("lost")

    monkeypatch.setattr(fuzzer, "MOST_SECONDS", 0.0)
    assert fuzzer.examined("1 + 1", fuzzer.compile_expression)[1].startswith("took ")
    monkeypatch.setattr(fuzzer, "_seconds", breaks)
    assert fuzzer.examined("1 + 1", fuzzer.compile_expression) == (True, "KeyError 'lost'")
