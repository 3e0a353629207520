"""Ask in words: one question, the facts that answer it."""

from datetime import date
from typing import Annotated, Any

import typer

from chipcli.commands import options
from chipcli.commands.forms import answering
from chipcli.commands.options import KnownBy, span
from chipcli.errors import UsageError
from chipcli.messages import say
from chipcli.model.answer import Answer
from chipcli.store import open_base


@answering()
def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="A question, in English or French.")],
    *,
    asked_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day that 'last month' counts from.", show_default="newest source"),
    ] = None,
    known_by: KnownBy = None,
    limit: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="How many facts to show.")] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="Show what puts each fact in its place.")] = False,
) -> Answer[Any, Any]:
    """The facts that answer a question in words, or that there are none.

    \b
      chipcli search was the H20 blocked on 15 June 2025
      chipcli search "levée de fonds cambrikon"
      chipcli search how many A800 did they order --explain
    """
    # Imported here: no other command needs it, and its patterns take time to compile.
    from chipcli.asking import search as questions  # noqa: PLC0415

    return questions.search(
        open_base(),
        " ".join(text),
        today=_day(asked_on),
        known_by=options.known_by(known_by),
        limit=limit,
        explain=explain,
    )


COMMANDS = (search,)


def _day(text: str | None) -> date | None:
    """Read the day that a question is asked on.

    Raises:
        UsageError: for anything else; "last month" of a month is two months.
    """
    read = span(text, "--asked-on")
    if read is not None and not read.is_day:
        raise UsageError(say("{option}: expected a day, YYYY-MM-DD", option="--asked-on"))
    return read.earliest if read else None
