"""The table of built-in functions for the docs, written from the register itself."""

from engine.feel.builtins import SIGNATURES

BEGIN = "<!-- functions: written by engine.feel.builtins.table -->"
END = "<!-- /functions -->"


def function_table() -> str:
    """A markdown table: each signature and what it gives."""
    rows = [
        f"| `{_cell(signature.text)}` | {_first_line(signature.body)} |"
        for name in sorted(SIGNATURES)
        for signature in SIGNATURES[name]
    ]
    return "\n".join(["| function | gives |", "|---|---|", *rows])


def _cell(text: str) -> str:
    """A bar would end the cell."""
    return text.replace("|", " or ")


def _first_line(body: object) -> str:
    return (getattr(body, "__doc__", None) or "").strip().split("\n")[0]
