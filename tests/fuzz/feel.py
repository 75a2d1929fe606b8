"""Fuzzes FEEL: `python tests/fuzz/feel.py --minutes 10 [--seed 1] [--models FOLDER]`.

Half of the texts grow from the grammar, half are mutations of known ones. Each is parsed, written
back and evaluated, as an expression and as a cell. Only our own errors may come up, nothing may
take longer than 100 ms of the processor, and what is written back must mean the same tree.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from growing import Grower  # noqa: E402  # the path must be set first
from mutating import Mutator, seeds  # noqa: E402  # the path must be set first

from engine.feel import Expression, FeelError, FeelSyntaxError, Host  # noqa: E402  # as above
from engine.feel.boundary import inward  # noqa: E402  # as above
from engine.feel.expression import compile_expression, compile_unary_tests  # noqa: E402  # as above
from engine.feel.printing import printed  # noqa: E402  # as above
from engine.feel.run import Run  # noqa: E402  # as above
from engine.feel.text import as_text  # noqa: E402  # as above

MOST_SECONDS = 0.1
CONTEXT = {"x": 3, "y": [1, None, {"a": 2}], "z": {"a": "b", "c d": [1]}, "s": "añ😀", "?": 7}
HOST = Host(clock=lambda: datetime(2026, 3, 9, 12, tzinfo=UTC))
KIT = Path(os.environ.get("CAUCE_CONFORMANCE", HERE.parents[2] / "shared/conformance")) / "dmn-tck"
Build = Callable[..., Expression]


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """How many texts were tried, how many of them were FEEL, and what went wrong with which."""

    tried: int
    parsed: int
    problems: tuple[str, ...]


def fuzz(*, seed: int, models: Path | None, enough: Callable[[int], bool]) -> Fuzzed:
    """Texts from one seed of chance until it is enough; the same seed gives the same texts."""
    tried, parsed, problems = 0, 0, []
    for text in texts(seed, models):
        if enough(tried):
            break
        tried += 1
        for build in (compile_expression, compile_unary_tests):
            understood, problem = examined(text, build)
            parsed += understood
            if problem:
                problems.append(f"{problem}: {build.__name__}({text!r})")
    return Fuzzed(tried, parsed, tuple(problems))


def texts(seed: int, models: Path | None) -> Iterator[str]:
    """Texts without end."""
    dice = Random(seed)  # noqa: S311  # chance, no secret
    grower, mutator = Grower(dice), Mutator(dice, seeds(models))
    while True:
        yield grower.expression(dice.randint(1, 6))
        yield mutator.child()
        yield grower.cell(dice.randint(1, 4))
        yield mutator.child()


def examined(text: str, build: Build) -> tuple[bool, str]:
    """Whether the text is FEEL, and what is wrong with how we deal with it (empty: nothing)."""
    try:
        took = _seconds(text, build)
        if took > MOST_SECONDS and (took := _at_best(text, build)) > MOST_SECONDS:
            return True, f"took {took * 1000:.0f} ms"
        return True, _misprinted(text, build)
    except FeelSyntaxError:
        return False, ""
    except BaseException as error:  # whatever it is, that is what we look for
        if isinstance(error, KeyboardInterrupt):
            raise
        return True, f"{type(error).__name__} {error}"


def _at_best(text: str, build: Build) -> float:
    """The same again, in case the machine was busy with something else."""
    return min(_seconds(text, build) for _ in range(4))


def _seconds(text: str, build: Build) -> float:
    """What parsing and evaluating takes; FeelSyntaxError when the text is no FEEL."""
    build.__globals__["_cached_expression"].cache_clear()
    build.__globals__["_cached_tests"].cache_clear()
    began = time.process_time()
    try:
        value = build(text).evaluate(CONTEXT, host=HOST, warnings=[])
        as_text(inward(value), Run())
    except FeelSyntaxError:
        if time.process_time() - began < MOST_SECONDS:
            raise
    except FeelError:
        pass
    return time.process_time() - began


def _misprinted(text: str, build: Build) -> str:
    """Whether a tree that is written and parsed again is another one."""
    node = build(text).node
    try:
        again = build(printed(node)).node
    except FeelSyntaxError as error:
        return "" if "nesting" in str(error) or "shorter" in str(error) else f"printing: {error}"
    return "" if again == node else "another tree when printed"


def main(arguments: list[str]) -> int:
    """0 when nothing but our own errors came up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", type=Path, default=KIT, help="a folder with decision models")
    asked = parser.parse_args(arguments)
    end = time.monotonic() + 60 * asked.minutes
    models = asked.models if asked.models.is_dir() else None
    if models is None:
        sys.stdout.write(f"No decision models at {asked.models}: the corpus alone is mutated.\n")
    found = fuzz(seed=asked.seed, models=models, enough=lambda _: time.monotonic() > end)
    for problem in found.problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(
        f"{found.tried} texts, {found.parsed} parsed, {len(found.problems)} problems, "
        f"seed {asked.seed}\n"
    )
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
