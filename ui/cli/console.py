"""Where commands speak: results on standard output, problems on standard error."""

from rich.console import Console

out = Console()
_err = Console(stderr=True)


def problem(sentence: str) -> None:
    """Say what went wrong, in one sentence that says what to do."""
    _err.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)


def note(sentence: str) -> None:
    """Something beside the result, which goes on standard output alone."""
    _err.print(sentence, markup=False, highlight=False, soft_wrap=True)


def faults(number: int) -> str:
    """«1 falta», «3 faltas»."""
    return "1 falta" if number == 1 else f"{number} faltas"
