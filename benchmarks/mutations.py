"""How much of a wrong base `chipcli verify` catches: one thing at a time is changed, and the claim checked again.

usage: python benchmarks/mutations.py [--articles DIR]        in a checkout; the articles also by CHIPCLI_ARTICLES

Every mutant keeps the rules between records, so that the reader would accept it: what is measured is
the proof against the articles alone. Two shares are given. The first counts only checks that hold a
field against the article; the second adds the check that holds it against the claim's own sentences.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple, get_args, get_type_hints

from msgspec import structs

from chipcli import dates, reader
from chipcli.evidence import articles, cues, verify
from chipcli.evidence.bench import Bench, bench
from chipcli.evidence.meaning import sentences as sentences_agree
from chipcli.model.base import FactBase
from chipcli.model.claim import STATES, Claim, ExportStatus, Performance, Rule, State
from chipcli.model.references import references
from chipcli.model.values import Level, Op, Quantity, Voice, When

UNITS = ("USD", "EUR", "CNY", "percent", "units", "times", "nm", "years")

NO_STATE = frozenset({Level.PLANNED, Level.EXPECTED, Level.OPINION})

# The state that comes nearest under the other rule.
OTHER_RULE: dict[State, State] = {
    "blocked": "prohibited",
    "prohibited": "blocked",
    "discouraged": "blocked",
    "no_decision": "blocked",
}

_QUALIFIED = re.compile(r"[0-9]{4}(?:-[0-9]{2})?(?:-[0-9]{2})?")


class Mutant(NamedTuple):
    """A claim with one thing changed."""

    kind: str
    change: str
    claim: Claim


class Tally(NamedTuple):
    """What became of the mutants."""

    made: Counter[str]
    by_article: Counter[str]
    """Caught by a check that reads the article."""
    caught: Counter[str]
    """Caught by these or by the claim's own sentences."""
    survivors: tuple[Mutant, ...]

    def share(self, *kinds: str) -> float:
        """Return the share of mutants caught, of some kinds or of all."""
        made = sum(self.made[kind] for kind in kinds or self.made)
        return sum(self.caught[kind] for kind in kinds or self.made) / made if made else 1.0


def figures(_: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another digit, operator or unit."""
    for field in claim.__struct_fields__:
        quantity = getattr(claim, field)
        if not isinstance(quantity, Quantity) or quantity.number is None:
            continue

        def replaced(**change: object) -> Claim:
            return structs.replace(claim, **{field: structs.replace(quantity, **change)})  # noqa: B023  # used at once

        for number in _other_numbers(quantity.number):
            yield Mutant("digit", f"{field} {quantity.number} -> {number}", replaced(number=number))
        for op in get_args(Op):
            if op not in {quantity.op, "unknown"}:
                yield Mutant("operator", f"{field} {quantity.op} -> {op}", replaced(op=op))
        for unit in UNITS:
            if unit != quantity.unit:
                yield Mutant("unit", f"{field} {quantity.unit} -> {unit}", replaced(unit=unit))


def _other_numbers(number: float) -> Iterator[int | float]:
    text = str(number)
    for at, digit in enumerate(text):
        if digit.isdigit():
            changed = text[:at] + str((int(digit) + 1) % 10) + text[at + 1 :]
            yield type(number)(changed)
    yield number * 10
    if number >= 10:
        yield number // 10


def times(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another year, month or day; another basis."""
    if claim.when.edtf is not None:
        for kind, edtf in _other_dates(claim.when.edtf):
            span = dates.parse(edtf)
            when = When(edtf=edtf, earliest=span.earliest, latest=span.latest, basis=claim.when.basis)
            yield Mutant(kind, f"when {claim.when.edtf} -> {edtf}", structs.replace(claim, when=when))
        for basis in ("stated", "relative", "inferred", "published"):
            if basis != claim.when.basis:
                changed = structs.replace(claim, when=structs.replace(claim.when, basis=basis))
                yield Mutant("basis", f"{claim.when.edtf} {claim.when.basis} -> {basis}", changed)
    else:
        published = on.sources[claim.source].published.earliest
        edtf = f"{published:%Y-%m}" if published else "2025"
        span = dates.parse(edtf)
        when = When(edtf=edtf, earliest=span.earliest, latest=span.latest, basis="stated")
        yield Mutant("date given", f"when null -> {edtf}", structs.replace(claim, when=when))
    for field in ("delivery", "planned"):
        text = getattr(claim, field, None)
        for kind, edtf in _other_dates(text) if text else ():
            yield Mutant(kind, f"{field} {text} -> {edtf}", structs.replace(claim, **{field: edtf}))


def _other_dates(edtf: str) -> Iterator[tuple[str, str]]:
    for match in _QUALIFIED.finditer(edtf):
        parts = [int(part) for part in match[0].split("-")]
        others = [("year", [parts[0] + by, *parts[1:]]) for by in (-10, -1, 1, 10)]
        if len(parts) > 1:
            others += [("month", [parts[0], month, *parts[2:]]) for month in range(1, 13) if month != parts[1]]
        if len(parts) > 2:
            others += [("day", [*parts[:2], day]) for day in range(1, 32) if day != parts[2]]
        for kind, changed in others:
            text = "-".join(f"{part:0{2 if at else 4}}" for at, part in enumerate(changed))
            whole = edtf[: match.start()] + text + edtf[match.end() :]
            if _is_date(whole):
                yield kind, whole


def _is_date(edtf: str) -> bool:
    try:
        dates.parse(edtf)
    except dates.DateError:
        return False
    return True


def statuses(_: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another state or mode; the other rule, with the state that comes nearest under it."""
    if not isinstance(claim, ExportStatus):
        return
    for state in STATES[claim.rule]:
        if state != claim.state:
            yield Mutant("state", f"{claim.state} -> {state}", structs.replace(claim, state=state))
    if claim.mode != "until" and claim.before is None:
        other = "observed" if claim.mode == "change" else "change"
        yield Mutant("mode", f"{claim.mode} -> {other}", structs.replace(claim, mode=other))
    rule: Rule = "cn_purchase" if claim.rule == "us_export" else "us_export"
    nearest = claim.state if claim.state in STATES[rule] else OTHER_RULE[claim.state]
    # A state before the change would have to be one of the other rule, too.
    changed = structs.replace(claim, rule=rule, state=nearest, before=None)
    yield Mutant("rule", f"{claim.rule} {claim.state} -> {rule} {nearest}", changed)


def fields(_: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another stage; another aspect, measure, property or the like."""
    for (kind, field), told in cues.FIELDS.items():
        value = getattr(claim, field) if kind == claim.kind else None
        if value is not None:
            for other in _values(type(claim), field):
                if other != value:
                    name = "stage" if field == "stage" else "aspect" if told.complete else "property"
                    yield Mutant(name, f"{field} {value} -> {other}", structs.replace(claim, **{field: other}))


def _values(kind: type, field: str) -> tuple[str, ...]:
    hint = get_type_hints(kind)[field]
    choices = get_args(hint)
    return tuple(
        value
        for choice in (choices if type(None) in choices else (hint,))
        for value in (get_args(choice) if not isinstance(choice, str) else (choice,))
        if isinstance(value, str)
    ) or tuple(value for value in choices if isinstance(value, str))


def levels(_: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another level, firmer or weaker."""
    order = list(Level)
    for level in order:
        if level is claim.level or (isinstance(claim, ExportStatus) and level in NO_STATE):
            continue
        # A reported claim needs a voice, or the reader refuses it.
        lent = (Voice(en="sources", fr="des sources"),) if level is Level.REPORTED else ()
        firmer = order.index(level) < order.index(claim.level)
        changed = structs.replace(claim, level=level, voices=claim.voices or lent)
        yield Mutant(f"level {'up' if firmer else 'down'}", f"{claim.level.value} -> {level.value}", changed)


def places(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another source; another paragraph of the same source."""
    for source in on.sources.values():
        last = len(source.paragraphs)
        if source.id != claim.source:
            evidence = tuple(
                structs.replace(
                    place,
                    source=source.id,
                    paragraph=min(place.paragraph, last),
                    named_in=tuple(number for number in place.named_in if number <= last),
                )
                for place in claim.evidence
            )
            yield Mutant("source", f"{claim.source} -> {source.id}", structs.replace(claim, evidence=evidence))
            continue
        for at, place in enumerate(claim.evidence):
            for number in range(1, last + 1):
                if number != place.paragraph:
                    moved = structs.replace(place, paragraph=number)
                    evidence = (*claim.evidence[:at], moved, *claim.evidence[at + 1 :])
                    change = f"paragraph {place.paragraph} -> {number}"
                    yield Mutant("paragraph", change, structs.replace(claim, evidence=evidence))


def subjects(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another subject of the same kind; subject and baseline swapped."""
    kind = on.entities[claim.subject].kind
    for entity in on.entities.values():
        if entity.kind == kind and entity.id != claim.subject:
            yield Mutant("subject", f"{claim.subject} -> {entity.id}", structs.replace(claim, subject=entity.id))
    if isinstance(claim, Performance) and claim.baseline is not None:
        changed = structs.replace(claim, subject=claim.baseline, baseline=claim.subject)
        yield Mutant("baseline swapped", f"{claim.subject} <-> {claim.baseline}", changed)


def others(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another maker, buyer, investor, target, mention or the like, of the same kind."""
    for reference in references(claim):
        field, _, index = reference.place.rstrip("]").partition("[")
        if reference.target != "entity" or field in {"subject", "voices"}:
            continue
        kind = on.entities[reference.id].kind
        for entity in on.entities.values():
            if entity.kind == kind and entity.id != reference.id:
                held = getattr(claim, field)
                value = (*held[: int(index)], entity.id, *held[int(index) + 1 :]) if index else entity.id
                changed = structs.replace(claim, **{field: value})
                yield Mutant("other entity", f"{reference.place} {reference.id} -> {entity.id}", changed)


def voices(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another outlet or person as a voice; a voice dropped, where one is left or none is needed."""
    for at, voice in enumerate(claim.voices):
        for entity in on.entities.values() if voice.entity else ():
            if voice.entity and entity.kind == on.entities[voice.entity].kind and entity.id != voice.entity:
                changed = (*claim.voices[:at], Voice(entity=entity.id), *claim.voices[at + 1 :])
                yield Mutant("voice", f"{voice.entity} -> {entity.id}", structs.replace(claim, voices=changed))
    for at, voice in enumerate(claim.voices):
        left = (*claim.voices[:at], *claim.voices[at + 1 :])
        if left or claim.level is not Level.REPORTED:
            yield Mutant("voice dropped", f"without {voice.entity or voice.en}", structs.replace(claim, voices=left))


def sentences(_: Bench, claim: Claim) -> Iterator[Mutant]:
    """Another digit in the sentences that people read."""
    for field in ("en", "fr"):
        text = getattr(claim, field)
        for match in re.finditer(r"[0-9]", text):
            other = str((int(match[0]) + 1) % 10)
            changed = text[: match.start()] + other + text[match.end() :]
            yield Mutant("digit in a sentence", f"{field}: {changed}", structs.replace(claim, **{field: changed}))


Engine = Callable[[Bench, Claim], Iterator[Mutant]]

ENGINES: tuple[Engine, ...] = (
    figures,
    times,
    statuses,
    fields,
    levels,
    places,
    subjects,
    others,
    voices,
    sentences,
)


def mutants(on: Bench, claim: Claim) -> Iterator[Mutant]:
    """Yield every mutant of a claim."""
    return chain.from_iterable(engine(on, claim) for engine in ENGINES)


def tally(base: FactBase, folder: Path) -> Tally:
    """Check every mutant of every claim."""
    on = bench(base, articles.find(folder, base.sources))
    made: Counter[str] = Counter()
    by_article: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    survivors = []
    for claim in base.claims:
        for mutant in mutants(on, claim):
            made[mutant.kind] += 1
            if any(any(check(on, mutant.claim)) for check in verify.CLAIM_CHECKS if check is not sentences_agree):
                by_article[mutant.kind] += 1
                caught[mutant.kind] += 1
            elif any(sentences_agree(on, mutant.claim)):
                caught[mutant.kind] += 1
            else:
                survivors.append(mutant)
    return Tally(made, by_article, caught, tuple(survivors))


def report(result: Tally) -> Iterator[str]:
    """Yield the lines of a Markdown table, then the survivors."""
    yield "| change | mutants | caught by the article | caught |"
    yield "|---|---:|---:|---:|"
    for kind in result.made:
        yield _row(kind, result.made[kind], result.by_article[kind], result.caught[kind])
    yield _row("all", result.made.total(), result.by_article.total(), result.caught.total())
    kinds = len(result.made)
    by_article, caught = (
        sum(count[kind] / result.made[kind] for kind in result.made) / kinds
        for count in (result.by_article, result.caught)
    )
    yield f"| mean of the {kinds} kinds | | {by_article:.1%} | {caught:.1%} |"
    yield ""
    yield "| survivor | change |"
    yield "|---|---|"
    for mutant in result.survivors:
        yield f"| `{mutant.claim.id}` | {mutant.kind}: {mutant.change} |"


def _row(kind: str, made: int, by_article: int, caught: int) -> str:
    return f"| {kind} | {made} | {by_article / made:.1%} | {caught / made:.1%} |"


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Change one thing at a time, and see what verify catches.")
    parser.add_argument("--articles", type=Path, default=os.environ.get("CHIPCLI_ARTICLES"))
    arguments = parser.parse_args()
    if not arguments.articles:
        parser.error("give --articles DIR or set CHIPCLI_ARTICLES")
    root = Path(__file__).resolve().parent.parent
    for line in report(tally(reader.read(root), Path(arguments.articles))):
        print(line)  # noqa: T201  # a script
    return 0


if __name__ == "__main__":
    sys.exit(main())
