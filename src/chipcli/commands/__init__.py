"""The command line: its commands in three panels."""

from collections.abc import Sequence
from typing import Annotated

import typer

from chipcli import __version__
from chipcli.commands import asking, base, completion, evidence, history, lookup
from chipcli.errors import ExitCode

EXAMPLES = """Dated, sourced facts about AI chips and the US and Chinese rules on them.

\b
  chipcli chip H200               everything reported about a chip
  chipcli status --date 2025-07   what could be sold to China in that month
  chipcli compare H200 H20        how the two compare, as printed
  chipcli company Cambricon       everything reported about a company
  chipcli about "Xi Jinping"      ... or about anything else
  chipcli orders A800             orders and wishes; see also stockpiles
  chipcli fact h20-us-blocked     one claim, with its evidence
  chipcli status H20 --json       the same answers, for scripts
"""

EXIT_CODES = (
    "Exit codes: 0 answered, 1 not found, 2 usage, 3 ambiguous, 4 faulty facts, 5 check cannot tell, "
    "70 internal error, 74 input or output failed, 130 interrupted."
)


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


PANELS = {
    lookup.PANEL: (*lookup.COMMANDS, *history.COMMANDS, *asking.COMMANDS),
    evidence.PANEL: evidence.COMMANDS,
    base.PANEL: (*base.COMMANDS, *completion.COMMANDS),
}


def application(words: Sequence[str] = ()) -> typer.Typer:
    """Return the application; for a command line that begins with a command, with that command alone.

    Typer builds every command that is registered before it runs one, which takes longer than most answers.
    """
    app = typer.Typer(
        name="chipcli",
        add_completion=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True, help=EXAMPLES, epilog=EXIT_CODES)(root)
    everything = [(panel, command) for panel, commands in PANELS.items() for command in commands]
    called = [(panel, command) for panel, command in everything if words and words[0] == command.__name__]
    for panel, command in called or everything:
        app.command(rich_help_panel=panel)(command)
    return app
