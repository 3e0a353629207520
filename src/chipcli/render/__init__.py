"""An answer -> a stream: one function for each format, and one registry of them."""

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from chipcli import streams
from chipcli.errors import ExitCode
from chipcli.model.answer import Answer, Candidate, Outcome
from chipcli.render.form import BY_NAME, SVG, Form, Format
from chipcli.text import visible
from chipcli.wording import Words

Answers = Iterable[Answer[Any, Any]]
"""One answer, or one for each of several names."""

EXIT_CODES: dict[Outcome, ExitCode] = {
    "not_found": ExitCode.NOT_FOUND,
    "ambiguous": ExitCode.AMBIGUOUS,
    "answered": ExitCode.ANSWERED,
}
"""Of several outcomes, the first of these decides: a script is not to take a part for the whole."""

LONGEST = 1000
"""Characters of what is said about one answer."""

FOR_PROGRAMS = frozenset({Format.JSON, Format.JSONL, Format.CSV, Format.TSV, SVG})
"""Formats that are in UTF-8, whatever the encoding of the stream."""


def write(answers: Answers, form: Form) -> ExitCode:
    """Write answers to where they are to go, and what to warn of to standard error.

    Returns:
        the exit code that their outcomes stand for.
    """
    outcomes: set[Outcome] = set()
    _deliver(RENDERERS[form.format](_told(answers, form, outcomes), form), form)
    return EXIT_CODES[next(outcome for outcome in EXIT_CODES if outcome in outcomes)]


def _told(answers: Answers, form: Form, outcomes: set[Outcome]) -> Iterator[Answer[Any, Any]]:
    """Yield the answers that a format has something to show of, one by one: there may be very many."""
    for answer in answers:
        outcomes.add(answer.outcome)
        by_name = answer.command in BY_NAME and not form.fields
        whole = form.format == Format.JSON or (form.format == Format.JSONL and by_name)
        if not whole:
            _warn(answer, form.words)
        if whole or answer.outcome == "answered":
            yield answer


def _warn(answer: Answer[Any, Any], words: Words) -> None:
    """Say on standard error what the reader must know."""
    messages = [words.put(warned.message) for warned in answer.warnings]
    if answer.candidates:
        messages.append(words.say("the base has {names}", names=_named(answer.candidates, words)))
    if messages:
        told = messages[0]
        for message in messages[1:]:
            told = words.say("{first}; {then}", first=told, then=message)
        streams.complain(visible(told, longest=LONGEST))


def _named(candidates: Iterable[Candidate], words: Words) -> list[str]:
    return [f"{words.name(candidate)} ({words.kind_name(candidate.kind)})" for candidate in candidates]


def _deliver(pieces: Iterator[str], form: Form) -> None:
    """Write to a file or to standard output; where there is nothing to write, a file stays as it is."""
    first = next(pieces, None)
    if first is None:
        return
    everything = chain((first,), pieces)
    if form.output is not None:
        from chipcli.render import outputs  # noqa: PLC0415  # few answers go to a file

        outputs.write_whole(form.output, everything)
    elif form.format in FOR_PROGRAMS:
        for piece in everything:
            sys.stdout.buffer.write(piece.encode())
    else:
        sys.stdout.writelines(everything)


# Formats; each imports only what it needs


def _json(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import json  # noqa: PLC0415

    yield from json.document(answers, form)


def _jsonl(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import json  # noqa: PLC0415

    yield from json.lines(answers, form)


def _csv(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import separated  # noqa: PLC0415

    yield from separated.csv_lines(answers, form)


def _tsv(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import separated  # noqa: PLC0415

    yield from separated.tsv_lines(answers, form)


def _plain(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import separated  # noqa: PLC0415

    yield from separated.plain_lines(answers, form)


def _table(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import layout, terminal  # noqa: PLC0415

    for place, answer in enumerate(answers):
        if place:
            yield "\n"
        yield from terminal.drawn(layout.page(answer, form), width=form.width, look=form.look)


def _markdown(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import layout, markdown  # noqa: PLC0415

    for place, answer in enumerate(answers):
        if place:
            yield "\n"
        yield from markdown.written(layout.page(answer, form))


def _svg(answers: Answers, form: Form) -> Iterator[str]:
    from chipcli.render import layout, svg  # noqa: PLC0415

    for answer in answers:
        yield svg.document(layout.page(answer, form))


RENDERERS: dict[str, Callable[[Answers, Form], Iterator[str]]] = {
    Format.TABLE: _table,
    Format.JSON: _json,
    Format.JSONL: _jsonl,
    Format.CSV: _csv,
    Format.TSV: _tsv,
    Format.MARKDOWN: _markdown,
    Format.PLAIN: _plain,
    SVG: _svg,
}
