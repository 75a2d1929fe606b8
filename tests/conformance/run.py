"""Runs an outside suite over a folder: `python tests/conformance/run.py SUITE FOLDER`.

Prints one line a miss and last `N of M`. A suite is a module `SUITE_suite.py` beside this file
with `run(folder) -> Score`; adding a suite is adding such a file.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]


def suites() -> list[str]:
    """The suites that exist."""
    return sorted(path.stem.removesuffix("_suite") for path in HERE.glob("*_suite.py"))


def main(arguments: list[str]) -> int:
    """0 when the suite ran, whatever the score; 2 when the call makes no sense."""
    if len(arguments) != 2 or arguments[0] not in suites():
        sys.stderr.write(f"usage: run.py {{{','.join(suites())}}} FOLDER\n")
        return 2
    score = importlib.import_module(f"{arguments[0]}_suite").run(Path(arguments[1]))
    for miss in score.misses:
        sys.stdout.write(f"{miss}\n")
    sys.stdout.write(f"{score.passed} of {score.total}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
