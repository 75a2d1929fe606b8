"""Where commands speak: results on standard output, problems on standard error."""

from rich.console import Console

out = Console()
_err = Console(stderr=True)


def problem(sentence: str) -> None:
    """Say what went wrong, in one sentence that says what to do."""
    _err.print(f"[red]{sentence}[/red]")
