"""How well search answers: recall, mean reciprocal rank and abstention, for each set of questions and language.

usage: python benchmarks/search.py [--set work|kept] [--failures]

The sets in tests/questions/ were written from the articles. `work` is there to be looked at while the ranking is
changed; `kept`, where it is present, is for scoring only. Plain questions come to many minds: `kept, new` leaves out
those that `work` or a claim's known questions have in the same words.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from chipcli import reader, stems, yamltext
from chipcli.asking.search import search
from chipcli.store import Store, open_base

ROOT = Path(__file__).resolve().parent.parent

QUESTIONS = ROOT / "tests" / "questions"

SETS = tuple(name for name in ("work", "kept") if (QUESTIONS / f"{name}.yaml").is_file())


class Question(msgspec.Struct, frozen=True):
    """A question with the claims of which any one answers it; none where the articles don't."""

    id: str
    language: str
    text: str
    answers: list[str]
    tags: list[str]
    asked_on: date | None = None


class Outcome(NamedTuple):
    """What search made of a question."""

    question: Question
    found: list[str]

    @property
    def rank(self) -> int | None:
        """The place of the first right claim, from 1."""
        places = [place for place, claim in enumerate(self.found, 1) if claim in self.question.answers]
        return places[0] if places else None


class Score(NamedTuple):
    """The figures of a set, in one language or both."""

    answerable: int
    first: float
    three: float
    reciprocal: float
    refused: float
    unanswerable: int
    abstained: float
    """Share of the unanswerable ones that are not answered: the recall of abstention."""
    rightly: float
    """Share of the refusals that are right: its precision."""


def questions(name: str) -> list[Question]:
    """Return a set of questions."""
    tree = yamltext.read((QUESTIONS / f"{name}.yaml").read_bytes())
    return msgspec.convert(tree.value, list[Question], strict=False)


def ask(store: Store, asked: list[Question]) -> list[Outcome]:
    """Ask every question."""
    return [
        Outcome(question, [hit.claim.id for hit in search(store, question.text, today=question.asked_on).result])
        for question in asked
    ]


def score(outcomes: list[Outcome]) -> Score:
    """Return the figures of some outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.question.answers]
    others = [outcome for outcome in outcomes if not outcome.question.answers]
    refusals = [outcome for outcome in outcomes if not outcome.found]
    ranks = [outcome.rank for outcome in answerable]
    return Score(
        answerable=len(answerable),
        first=_share(rank == 1 for rank in ranks),
        three=_share(rank is not None and rank <= 3 for rank in ranks),
        reciprocal=sum(1 / rank for rank in ranks if rank) / max(1, len(ranks)),
        refused=_share(not outcome.found for outcome in answerable),
        unanswerable=len(others),
        abstained=_share(not outcome.found for outcome in others),
        rightly=_share(not outcome.question.answers for outcome in refusals),
    )


def _share(of: Iterator[bool]) -> float:
    values = list(of)
    return sum(values) / len(values) if values else 0.0


def report(store: Store, names: Iterable[str] = SETS) -> Iterator[str]:
    """Yield a markdown table."""
    yield "| set | language | answerable | first | in three | MRR | refused | unanswerable | abstained | rightly |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, outcomes in _outcomes(store, names):
        for language in ("en", "fr", "both"):
            some = [outcome for outcome in outcomes if language in (outcome.question.language, "both")]
            found = score(some)
            yield (
                f"| {name} | {language} | {found.answerable} | {found.first:.1%} | {found.three:.1%} "
                f"| {found.reciprocal:.3f} | {found.refused:.1%} | {found.unanswerable} | {found.abstained:.1%} "
                f"| {found.rightly:.1%} |"
            )


def _outcomes(store: Store, names: Iterable[str]) -> Iterator[tuple[str, list[Outcome]]]:
    for name in names:
        outcomes = ask(store, questions(name))
        yield name, outcomes
        if name == "kept":
            seen = _seen()
            yield "kept, new", [one for one in outcomes if _words(one.question.text) not in seen]


def _seen() -> frozenset[tuple[str, ...]]:
    """Return the words of the questions that search was made with."""
    known = [text for record in reader.read(ROOT).asked for text in (*record.en, *record.fr)]
    return frozenset(map(_words, [*known, *(question.text for question in questions("work"))]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(stems.words_of(text))


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--set", choices=SETS, action="append", dest="names")
    parser.add_argument("--failures", action="store_true", help="list the questions of the work set that went wrong")
    options = parser.parse_args()
    store = open_base()
    for line in report(store, options.names or SETS):
        print(line)  # noqa: T201
    if options.failures:
        for outcome in ask(store, questions("work")):
            wanted = outcome.question.answers
            if (outcome.rank != 1) if wanted else outcome.found:
                print(outcome.question.id, outcome.question.text, wanted[:2], "->", outcome.found[:3])  # noqa: T201


if __name__ == "__main__":
    main()
