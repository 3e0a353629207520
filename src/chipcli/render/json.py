"""An answer as one JSON document, the same bytes for the same facts; or as JSON lines."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from chipcli import answering
from chipcli.model.answer import Answer, Dispute
from chipcli.model.claim import ClaimBase
from chipcli.render.form import BY_NAME, Form


def document(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[str]:
    """Yield one indented document, whatever was asked and whatever came of it.

    With fields, its result holds these of each record, and no more.
    """
    first, *others = answers
    answer = answering.together([first, *others]) if others else first
    if form.fields:
        told = msgspec.to_builtins(answer, enc_hook=str) | {"result": list(_picked([answer], form))}
        yield _text(msgspec.json.format(msgspec.json.encode(told), indent=2))
    else:
        yield whole(answer)


def whole(answer: Answer[Any, Any]) -> str:
    """Return an answer as an indented document."""
    # Messages are in English, as the keys are: a script must not depend on who runs it.
    return _text(msgspec.json.format(msgspec.json.encode(answer, enc_hook=str), indent=2))


def lines(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[str]:
    """Yield one line for each record; of commands that ask for names, one document for each name."""
    if form.fields:
        yield from map(line, _picked(answers, form))
        return
    seen: set[tuple[str, ...]] = set()
    for answer in answers:
        if answer.command in BY_NAME:
            yield line(answer)
            continue
        for record in answer.result:
            ids = _ids(record)
            if not ids or ids not in seen:
                seen.add(ids)
                yield line(record)


def _ids(record: object) -> tuple[str, ...]:
    """Return the claims that a record tells of, where several answers can hold it."""
    if isinstance(record, ClaimBase):
        return (record.id,)
    return tuple(claim.id for claim in record.claims) if isinstance(record, Dispute) else ()


def _picked(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[dict[str, Any]]:
    from chipcli.render import records  # noqa: PLC0415  # a whole document needs none

    for row in records.rows(answers, form.fields, form.words):
        yield dict(zip(form.fields, row, strict=True))


def line(record: object) -> str:
    """Return a record, or a whole answer, as one line."""
    return _text(msgspec.json.encode(record, enc_hook=str))


def _text(encoded: bytes) -> str:
    return f"{encoded.decode()}\n"
