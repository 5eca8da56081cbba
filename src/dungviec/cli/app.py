"""The commands and how they are grouped."""

from __future__ import annotations

from typing import Annotated

import typer

from dungviec import __version__
from dungviec.cli.appraise import appraise
from dungviec.cli.concurrent import concurrent
from dungviec.cli.demo import demo
from dungviec.cli.emulation import emulation_app
from dungviec.cli.export import export
from dungviec.cli.fairness import fairness
from dungviec.cli.flip import flip
from dungviec.cli.forecast import forecast_app
from dungviec.cli.form import form_app
from dungviec.cli.inspection import inspection_app
from dungviec.cli.law import law_app
from dungviec.cli.law_book import at, diff, list_rules, show
from dungviec.cli.law_impact import show_impact
from dungviec.cli.ledger import ledger_app
from dungviec.cli.match import match
from dungviec.cli.office import office_app
from dungviec.cli.office_views import views_app
from dungviec.cli.pareto import pareto
from dungviec.cli.place import place
from dungviec.cli.procedure import procedure_app
from dungviec.cli.read import read
from dungviec.cli.readiness import readiness
from dungviec.cli.report_explore import report_app
from dungviec.cli.robust import robust
from dungviec.cli.scenario import scenario_app
from dungviec.cli.solve import solve
from dungviec.cli.streamline import streamline_app
from dungviec.cli.succession import succession
from dungviec.cli.swaps import swaps
from dungviec.cli.synth import synth_app
from dungviec.cli.training import training_app
from dungviec.cli.upkeep import backup_command, restore_command
from dungviec.cli.validate import validate
from dungviec.cli.why import why
from dungviec.cli.years import years

app = typer.Typer(
    name="dungviec",
    help="Đúng Việc: đúng người, đúng việc, đúng luật. (The right official in the right post, within the law of the day.)",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read)
app.command("place")(place)
app.command("why")(why)
app.command("flip")(flip)
app.command("swaps")(swaps)
app.command("match")(match)
app.command("pareto")(pareto)
app.command("robust")(robust)
app.command("fairness")(fairness)
app.command("years")(years)
app.command("succession")(succession)
app.command("concurrent")(concurrent)
app.command("validate")(validate)
app.command("solve")(solve)
app.command("appraise")(appraise)
app.command("demo")(demo)
app.command("export")(export)
app.command("readiness")(readiness)
app.add_typer(form_app, name="form")
app.add_typer(procedure_app, name="procedure")
app.add_typer(synth_app, name="synth")
app.add_typer(scenario_app, name="scenario")
law_app.command("list")(list_rules)
law_app.command("show")(show)
law_app.command("at")(at)
law_app.command("diff")(diff)
law_app.command("impact")(show_impact)
app.add_typer(law_app, name="law")
app.add_typer(report_app, name="report")
app.add_typer(streamline_app, name="streamline")
app.add_typer(training_app, name="training")
app.add_typer(emulation_app, name="emulation")
app.add_typer(forecast_app, name="forecast")
app.add_typer(inspection_app, name="inspection")
office_app.add_typer(views_app, name="views")
app.add_typer(office_app, name="office")
app.command("backup")(backup_command)
app.command("restore")(restore_command)
app.add_typer(ledger_app, name="ledger")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dungviec {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In số phiên bản. (Print the version.)")
    ] = False,
) -> None:
    """Đúng Việc."""
