"""The options that decide how an answer looks; every command that answers has them."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec

import typer

from chipcli import language, render
from chipcli.errors import ExitCode, UsageError
from chipcli.language import Code, Language
from chipcli.messages import say
from chipcli.model.answer import Answer
from chipcli.render.form import SVG, Color, Form, Format, Look
from chipcli.wording import Words

P = ParamSpec("P")

PANEL = "Output"

Answers = Answer[Any, Any] | Iterable[Answer[Any, Any]]

STDOUT = Path("-")

WIDEST = 1000


def _looks(  # one for each option
    *,
    format: Annotated[  # noqa: A002  # the option's name
        Format | None,
        typer.Option(
            "--format", help="How to write the answer.", show_default="table; plain in a pipe", rich_help_panel=PANEL
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=PANEL)] = False,
    fields: Annotated[
        str | None,
        typer.Option("--fields", metavar="A,B", help="Columns to show.", show_default=False, rich_help_panel=PANEL),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file, whole or not at all.",
            show_default=False,
            rich_help_panel=PANEL,
        ),
    ] = None,
    lang: Annotated[
        Code | None,
        typer.Option("--lang", help="Language of the page.", show_default="your locale's", rich_help_panel=PANEL),
    ] = None,
    color: Annotated[Color, typer.Option("--color", help="When to use colours.", rich_help_panel=PANEL)] = Color.AUTO,
) -> Form:
    """Return how an answer is to look."""
    if json and format not in (None, Format.JSON):
        raise UsageError(say("--json and --format {format} do not go together", format=str(format)))
    if output == STDOUT:
        output = None
    at_terminal = output is None and sys.stdout.isatty()
    return Form(
        format=Format.JSON if json else format or (Format.TABLE if at_terminal else Format.PLAIN),
        words=Words(Language(lang or language.of_locale(os.environ))),
        fields=_fields(fields),
        output=output,
        look=_look(color, at_terminal=at_terminal),
        width=_width(),
    )


LOOKS = inspect.signature(_looks).parameters


def answering(
    *, judge: Callable[[Answer[Any, Any]], ExitCode | None] | None = None
) -> Callable[[Callable[P, Answers]], Callable[..., ExitCode]]:
    """Make a command of a function that answers: give it these options, and write what it returns.

    Args:
        judge: gives the exit code of an answer where its outcome alone does not.
    """

    def with_looks(command: Callable[P, Answers]) -> Callable[..., ExitCode]:
        own = inspect.signature(command)

        @wraps(command)
        def run(*args: Any, **options: Any) -> ExitCode:  # as Typer gives them
            looks = {name: options.pop(name) for name in LOOKS}
            form = _looks(**looks)
            if form.fields:
                # Before anything is asked, let alone written.
                from chipcli.render import records  # noqa: PLC0415  # few command lines name fields

                records.check(command.__name__, form.fields)
            if (svg := options.get("svg")) is not None:
                form = _of_picture(svg, form, looks)
            answers = command(*args, **options)
            several = [answers] if isinstance(answers, Answer) else answers
            code = render.write(several, form)
            if judge is None or not isinstance(answers, Answer):
                return code
            return judge(answers) or code

        looks = [part.replace(kind=inspect.Parameter.KEYWORD_ONLY) for part in LOOKS.values()]
        signature = own.replace(parameters=[*own.parameters.values(), *looks], return_annotation=ExitCode)
        # What Typer reads; there is no way to say it in types.
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {part.name: part.annotation for part in signature.parameters.values()}
        return run

    return with_looks


def _of_picture(svg: Path, form: Form, looks: Mapping[str, Any]) -> Form:
    """Return how a picture is written.

    Raises:
        UsageError: if another form is asked for too: a command line has one answer.
    """
    other = next((name for name in ("json", "format", "fields", "output") if looks[name]), None)
    if other:
        raise UsageError(say("{one} and {other} do not go together", one="--svg", other=f"--{other}"))
    return form._replace(format=SVG, output=None if svg == STDOUT else svg)


def _fields(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    fields = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    # No columns at all is a slip, and no reason to show the usual ones.
    return fields or ("",)


def _look(color: Color, *, at_terminal: bool) -> Look:
    """Return what styles to use: an option comes before the environment, as no-color.org has it."""
    if color is Color.ALWAYS:
        return Look.COLORS
    if color is Color.NEVER or not at_terminal or os.environ.get("TERM") in ("dumb", "unknown"):
        return Look.BARE
    return Look.WEIGHTS if os.environ.get("NO_COLOR") else Look.COLORS


def _width() -> int:
    """Return the columns of the terminal; `COLUMNS` comes first, where it is a sensible number."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 5 and int(columns) > 0:
        return min(int(columns), WIDEST)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        return 80
