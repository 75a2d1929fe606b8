"""Gathers the commands; `cauce --help` lists them in the order a newcomer needs them."""

import typer

from ui.cli import audit, bench, case, database, demo, deploy, serve

app = typer.Typer(
    name="cauce",
    help="Cauce runs the procedures of small municipalities.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
)
app.command()(serve.run)
app.command()(serve.web)
app.command()(serve.worker)
app.add_typer(database.app, name="db")
app.command()(demo.demo)
app.command()(deploy.deploy)
app.add_typer(case.app, name="case")
app.add_typer(audit.app, name="audit")
app.add_typer(bench.app, name="bench")
