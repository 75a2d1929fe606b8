"""Fuzzes FEEL: `python tests/unit/feel/fuzz.py MINUTES [SEED]`. Not part of the test run.

Crosses and mutates the expressions of corpus.txt and evaluates what comes out. Only our own errors
may be raised, and none may take longer than a second; anything else is printed and kept.
"""

import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from engine.feel import FeelError, FeelSyntaxError  # noqa: E402 the path must be set first
from engine.feel.expression import compile_expression, compile_unary_tests  # noqa: E402
from engine.feel.tokens import tokenize  # noqa: E402

CORPUS = [line for line in (HERE / "corpus.txt").read_text().splitlines() if line]
CONTEXT = {"x": 3, "y": [1, None, {"a": 2}], "z": {"a": "b", "c d": [1]}, "s": "añ😀", "?": 7}


def main(minutes: float, seed: int) -> int:
    """0 when nothing but our own errors came up."""
    dice = random.Random(seed)  # noqa: S311 not for secrets
    pieces = [token.text for text in CORPUS for token in tokenize(text)[:-1]]
    end, count, bad = time.monotonic() + 60 * minutes, 0, 0
    while time.monotonic() < end:
        text, count = _child(dice, pieces), count + 1
        problem = _problem(text)
        if problem:
            bad += 1
            sys.stdout.write(f"{problem}: {text!r}\n")
    sys.stdout.write(f"{count} expressions, {bad} problems, seed {seed}\n")
    return 1 if bad else 0


def _child(dice: random.Random, pieces: list[str]) -> str:
    words = _words(dice.choice(CORPUS))
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(words) + 1)
        match dice.randrange(5):
            case 0:
                words[at:at] = [dice.choice(pieces)]
            case 1:
                del words[at : at + dice.randint(1, 3)]
            case 2:
                words[at : at + 1] = [dice.choice(pieces)]
            case 3:
                words[at:at] = ["(", *_words(dice.choice(CORPUS)), ")"]
            case 4:
                other = _words(dice.choice(CORPUS))
                words[at:] = other[dice.randrange(len(other)) :]
    return " ".join(words)


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)[:-1]]


def _problem(text: str) -> str:
    began = time.process_time()
    for build in (compile_expression, compile_unary_tests):
        try:
            build(text).evaluate(CONTEXT, warnings=[])
        except FeelSyntaxError:
            continue
        except FeelError:
            pass
        except BaseException as error:  # whatever it is, that is what we look for
            return f"{type(error).__name__} {error}"
    took = time.process_time() - began
    return f"took {took:.2f} s" if took > 1 else ""


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
