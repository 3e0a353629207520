"""The base itself: what its answers look like to a script."""

import sys
from typing import Annotated

import typer

from chipcli.errors import ExitCode

PANEL = "The base"


def schema(
    *,
    json: Annotated[bool, typer.Option("--json", help="As every command has it: a schema is JSON anyway.")] = False,
) -> ExitCode:
    """The JSON Schema of every answer.

    \b
      chipcli schema > chipcli.schema.json
    """
    # Written as JSON with or without --json: a schema has no other form.
    del json
    from chipcli import schemas  # noqa: PLC0415  # no answer needs it

    sys.stdout.buffer.write(schemas.dump(schemas.answers()))
    return ExitCode.ANSWERED


COMMANDS = (schema,)
