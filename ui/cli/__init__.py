"""The command `cauce`: one file a command, each documented in its help.

Commands show progress where they take long, print results on standard output and problems on
standard error, and end with 1 when what was asked did not come out.
"""

from ui.cli.app import app


def main() -> None:
    """Entry point of the `cauce` command."""
    app()
