"""spellings.yaml, and every code of some patterns: what is shown is the entity that was named, or nothing."""

import re
import string
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec
import msgspec.yaml
import pytest
from msgspec import Struct

from chipcli import names
from chipcli.model.answer import Matched
from chipcli.model.entity import EntityKind
from chipcli.names import Ambiguous, Found, Kinds
from chipcli.store import Store, open_base
from tests.conftest import Chipcli

DOORS: dict[str, Kinds] = {
    "chip": frozenset[EntityKind]({"chip", "chip_group"}),
    "company": frozenset[EntityKind]({"company"}),
    "about": None,
}
"""The commands that ask for a name, and the kinds of entity that each may show."""

EXIT_CODES = {"not_found": 1, "ambiguous": 3}


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Spellings of which the same must come."""

    ask: str
    outcome: str = msgspec.field(name="is")
    """The id of an entity, `not_found` or `ambiguous`."""
    typed: list[str]
    how: Matched | None = None
    offers: list[str] = []


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows of one class."""

    name: str = msgspec.field(name="class")
    rows: list[Row]


GROUPS = msgspec.yaml.decode(Path(__file__).with_name("spellings.yaml").read_bytes(), type=list[Group])

SPELLINGS = [
    pytest.param(row, typed, id=f"{row.ask}-{row.outcome}-{ascii(typed)[1:30]}")
    for group in GROUPS
    for row in group.rows
    for typed in row.typed
]


@pytest.fixture(scope="module")
def base() -> Store:
    return open_base()


def test_there_are_enough_spellings_and_none_stands_twice() -> None:
    typed = [(row.ask, text) for group in GROUPS for row in group.rows for text in row.typed]
    assert len(set(typed)) == len(typed) >= 900


@pytest.mark.parametrize(("row", "typed"), SPELLINGS)
def test_a_spelling_comes_to_what_it_must_and_never_to_another_entity(base: Store, row: Row, typed: str) -> None:
    answer = names.resolve(base, typed, DOORS[row.ask])
    if isinstance(answer, Found):
        assert answer.entity == row.outcome
        assert row.how in (None, answer.matched)
        assert row.offers == []
    else:
        offered = answer.candidates if isinstance(answer, Ambiguous) else answer.suggestions
        assert row.outcome == ("ambiguous" if isinstance(answer, Ambiguous) else "not_found")
        assert set(row.offers) <= {candidate.id for candidate in offered}
    for kinds in DOORS.values():
        # Another command may find less, but no other entity.
        elsewhere = names.resolve(base, typed, kinds)
        assert not isinstance(elsewhere, Found) or elsewhere.entity == row.outcome


@pytest.mark.parametrize("row", [row for group in GROUPS for row in group.rows])
def test_the_commands_show_the_entity_of_a_spelling_or_nothing(chipcli: Chipcli, row: Row) -> None:
    # The rest of a row differs from its ends in what `resolve` makes of it, and in nothing after that.
    for typed in {row.typed[0], row.typed[-1]}:
        answer = chipcli(row.ask, "--json", "--", typed)
        document = answer.json
        if row.outcome in EXIT_CODES:
            assert (answer.code, document["outcome"]) == (EXIT_CODES[row.outcome], row.outcome)
            assert [document["query"][part] for part in ("entity", "matched")] == [None, None]
            assert [document[part] for part in ("result", "claims", "entities", "sources")] == [[], [], [], []]
            page = chipcli(row.ask, "--", typed)
            assert (page.code, page.out) == (answer.code, "")
        else:
            assert (answer.code, document["outcome"]) == (0, "answered")
            assert document["query"]["entity"] == row.outcome
            assert [profile["entity"]["id"] for profile in document["result"]] == [row.outcome]


# Codes, by pattern

OWN = {
    "h200": "h200", "h20": "h20", "h100": "h100", "h800": "h800", "a100": "a100", "a800": "a800", "l20": "l20",
    "r1": "deepseek-r1", "r2": "deepseek-r2", "v3": "deepseek-v3",
}  # fmt: skip
"""The codes of the base; whatever else is swept must come to nothing."""

LETTERS = string.ascii_uppercase

NUMBERS = ("1", "2", "3", "10", "20", "80", "100", "200", "300", "400", "800", "900", "2000")


def letter_and_digits() -> Iterator[str]:
    """Yield every letter with every one to three digits, and with each fortieth number of four."""
    for letter in LETTERS:
        for length in (1, 2, 3):
            yield from (f"{letter}{number:0{length}}" for number in range(10**length))
        yield from (f"{letter}{number:04}" for number in range(0, 10_000, 40))


def letters_and_digits() -> Iterator[str]:
    """Yield every two letters, and some three, with numbers that chips have."""
    numbers = (*NUMBERS, "4", "30", "40", "50", "90", "250", "325", "370", "500", "910", "1000", "4090")
    for letters in (*product(LETTERS, repeat=2), *product("ABGHLMRST", repeat=3)):
        yield from (f"{''.join(letters)}{number}" for number in numbers)


def with_a_suffix() -> Iterator[str]:
    """Yield codes with a letter behind them, beside them or after a hyphen."""
    for letter, number, suffix in product(LETTERS, NUMBERS, LETTERS):
        yield f"{letter}{number}{suffix}"
    for code, between, suffix in product(OWN, (" ", "-"), LETTERS):
        yield f"{code}{between}{suffix}"


def parted() -> Iterator[str]:
    """Yield codes with a space, a hyphen or a full stop at each place."""
    for letter, number, between in product(LETTERS, NUMBERS, (" ", "-", ".")):
        code = f"{letter}{number}"
        yield from (f"{code[:place]}{between}{code[place:]}" for place in range(1, len(code)))
        yield between.join(code)


def look_alike() -> Iterator[str]:
    """Yield codes with some or all zeros and ones as letters."""
    written = {"0": "0Oo", "1": "1lI"}
    for letter, number in product(LETTERS, ("1", "10", "20", "80", "100", "101", "110", "200", "201", "800", "810")):
        for digits in product(*(written.get(digit, digit) for digit in number)):
            # Without a digit it is a word: "AI".
            if any(digit.isdigit() for digit in digits):
                yield f"{letter}{''.join(digits)}"


def beside_words() -> Iterator[str]:
    """Yield codes beside makers and filler words."""
    frames = ("Nvidia {}", "la puce {} de Nvidia", "{} SXM 80 GB", "AMD {}", "Huawei {} GPU", "{} NVL", "{} PCIe")
    numbers = (*NUMBERS, *map(str, range(5, 100, 5)))
    for frame, letter, number in product(frames, LETTERS, numbers):
        yield frame.format(f"{letter}{number}")


SWEPT = {
    sweep.__name__: sorted(set(sweep()))
    for sweep in (letter_and_digits, letters_and_digits, with_a_suffix, parted, look_alike, beside_words)
}

NVIDIA_CHIPS = {code for code, entity in OWN.items() if code == entity}


def own(code: str) -> str | None:
    """Return the code of the base that a text is by the documented rules; written without the program's own forms."""
    text = code.lower()
    if match := re.fullmatch(r"nvidia (\w+)|la puce (\w+) de nvidia|(\w+) sxm 80 gb", text):
        inner = next(filter(None, match.groups()))
        return inner if inner in NVIDIA_CHIPS else None
    match = re.fullmatch(r"([a-z])[ .-]?([0-9oil]+)", text)
    if not match:
        return None
    read = match[1] + match[2].translate(str.maketrans("oil", "011"))
    return read if read in OWN else None


@pytest.mark.parametrize("sweep", SWEPT)
def test_no_code_comes_to_an_entity_but_its_own(base: Store, sweep: str) -> None:
    for code in SWEPT[sweep]:
        answer = names.resolve(base, code, None)
        shown = answer.entity if isinstance(answer, Found) else None
        known = own(code)
        assert shown == (OWN[known] if known else None), code
        assert not isinstance(answer, Found) or answer.matched in ("exact", "alias", "look_alike")


def test_many_codes_are_swept() -> None:
    assert len({code for codes in SWEPT.values() for code in codes}) >= 90_000
