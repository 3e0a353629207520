"""The command line: its commands in three panels."""

from typing import Annotated

import typer

from chipcli import __version__
from chipcli.commands import base, evidence, lookup
from chipcli.errors import ExitCode

app = typer.Typer(
    name="chipcli",
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

EXAMPLES = """Dated, sourced facts about AI chips and the US and Chinese rules on them.

\b
  chipcli chip H200                  everything reported about a chip
  chipcli status --date 2025-07      what could be sold to China in that month
  chipcli compare H200 H20           how the two compare, as printed
  chipcli company Cambricon          what is reported about a company
  chipcli about "Xi Jinping"         ... or about anything else
  chipcli orders A800                orders and wishes; also stockpiles, funding
  chipcli fact h20-us-blocked        one claim, with its evidence
  chipcli status H20 --json          the same answers, for scripts

Exit codes: 0 answered, 1 not found, 2 usage, 3 ambiguous, 4 faulty facts, 70 internal error, 74 input or output
failed, 130 interrupted.
"""


@app.callback(invoke_without_command=True, help=EXAMPLES)
def root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)] = False,
) -> ExitCode:
    """Show the version, or what one can ask."""
    if version:
        typer.echo(f"chipcli {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return ExitCode.ANSWERED


for panel in (lookup, evidence, base):
    panel.register(app)
