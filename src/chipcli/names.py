"""Names: what a person typed, understood as an entity of the base, or as nothing.

A similar name is never the answer to a question about a product: a text with a digit in it is matched
exactly or not at all. Of everything typed, each word must be accounted for: "H20 Pro" is not the H20.

This module knows no storage. It asks a `NameIndex`, which answers by index and never by reading everything.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple, Protocol
from unicodedata import category, normalize

from msgspec import Struct

from chipcli.model.answer import Candidate, Matched
from chipcli.model.entity import EntityKind

LONGEST = 200
"""Characters of the longest text that is looked at; normalising takes quadratic time on some texts."""

MOST_CANDIDATES = 20

MOST_SUGGESTIONS = 5

Kinds = frozenset[EntityKind] | None
"""The kinds of entity that may be found; None for any."""


class Entry(NamedTuple):
    """One entity, under one of its names."""

    entity: str
    kind: EntityKind
    name: str
    """The display name of the entity, whichever name was looked up."""
    alias: bool
    """Whether the name looked up is an alias; the display names in both languages are none."""
    name_fr: str | None = None
    """The display name in French, where it differs."""


class NameIndex(Protocol):
    """Look-ups by index, over the `forms` of all names; results are in an order that does not change."""

    def by_key(self, key: str) -> Sequence[Entry]:
        """Return the names of which this is one of the `keys`, whatever their kind."""

    def by_words(self, words: Sequence[str], kinds: Kinds, limit: int) -> Sequence[Entry]:
        """Return entities that have one name with all of these among its `words`, each entity once."""

    def by_digits(self, digits: str, kinds: Kinds, limit: int) -> Sequence[Entry]:
        """Return entities with these digits in one of their `codes`, each entity once."""

    def by_letters(self, letters: str, kinds: Kinds, limit: int) -> Sequence[Entry]:
        """Return entities with these letters in one of their `codes`, each entity once."""

    def completions(self, prefix: str, limit: int) -> Sequence[str]:
        """Return distinct `words` that begin with a text."""

    def terms(self, shortest: int, longest: int) -> Sequence[str]:
        """Return the distinct `terms` of these lengths."""

    def made_by(self, entity: str) -> frozenset[str]:
        """Return the ids of the companies that the base calls the maker or developer of an entity."""


class Found(Struct, frozen=True, kw_only=True):
    """The text names this entity."""

    entity: str
    name: str
    kind: EntityKind
    matched: Matched
    asked: str
    """The text as typed, for messages such as "no 'cambrikon'; showing Cambricon"."""
    name_fr: str | None = None
    """The name in French, where it differs."""


class Ambiguous(Struct, frozen=True, kw_only=True):
    """The text may mean any of these, or is too little to be sure of the one."""

    candidates: tuple[Candidate, ...]
    """At most `MOST_CANDIDATES`."""


class Missing(Struct, frozen=True, kw_only=True):
    """The text names nothing in the base."""

    suggestions: tuple[Candidate, ...] = ()
    """Names that are like it, or belong to another kind of entity; at most `MOST_SUGGESTIONS`."""


Resolution = Found | Ambiguous | Missing


class NameForms(NamedTuple):
    """The forms under which an index files one name."""

    keys: tuple[str, ...]
    words: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    """Letters and digits of the product codes in it: h and 200."""
    terms: tuple[str, ...]
    """Texts of letters only that a mistyped name is compared with."""


# Without meaning of their own before a word: "la puce H200 de Nvidia" is "puce H200 Nvidia".
_PARTICLES = frozenset({"la", "le", "les", "un", "une", "de", "du", "des", "chez", "the", "an", "of", "by", "from"})

# Short words before a number that is not theirs: "H100 SXM 80 GB".
_NO_CODES = _PARTICLES | {"gpu", "sxm", "ai", "ia"}

# What only a chip has, and what does not make it another chip. NVL and PCIe are not among it: the
# H200 NVL and the H100 PCIe are products of their own, with figures of their own.
# Patterns are texts: what is compiled here would be compiled at every start, needed or not.
_CHIP_WORDS = (
    r"(?<!\S)(?:"
    r"(?:ai |ia )?(?:puce|chip|gpu|processeur|processor|accelerateur|accelerator|carte|card)s?(?: ai| ia)?"
    r"|tensor core|sxm ?[2-5]?|[0-9]+ ?(?:gb|go|gib|gio)"
    r")(?!\S)"
)

_CHIP_KINDS: frozenset[EntityKind] = frozenset({"chip", "chip_group"})

_MADE_KINDS: frozenset[EntityKind] = frozenset({"chip", "chip_group", "model"})
"""What is named together with its maker: "Nvidia H200"."""

_DESCRIBED: frozenset[EntityKind] = frozenset({"chip_group", "group", "technology"})
"""What is described rather than named: "less powerful processors outside the US export controls"."""

_OTHER_NAMES = frozenset({"canon"})
"""Names of the field that the base does not have, and that a slip would turn into one that it has: Canton."""

_VOWELS = frozenset("aeiou")

# Letters of one sound, somewhere: "Kanton", "hwawei", "bytedanse".
_SOUNDS = ("ck", "cs", "cq", "kq", "sz", "vw", "uw", "iy", "gj")

# QWERTY and AZERTY, each row half a key to the right of the one above it.
_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("azertyuiop", "qsdfghjklm", "wxcvbn"))

# Punctuation that may stand between words. Every other sign is a word of its own, and so has to be
# accounted for: the "H200+" is not the H200. Invisible characters part words too, so that "H20", a
# zero-width space and "0" are not the H200.
_BETWEEN_WORDS = (
    r"\s_.,;:!?'\"`()\[\]{}/\\\u00ab\u00bb\u2039\u203a\u2018-\u201f\u00b7\u2022\u02bc"
    r"\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\ufeff"
)
_WORD = rf"[^\W_]+|[^\w{_BETWEEN_WORDS}]"

# "Nvidia's", "l'Académie", "d'IA". A bare "d" or "l" is a word like any other: the RTX 4090 D is a product.
_CLITIC = r"(?<=\w)['\u2019\u02bc]s\b|\b[dl]['\u2019\u02bc](?=[^\W\d_])"

# A space between two digits stays: "H20 0" is not the H200, and "1.20" is not 120.
_NEEDLESS_SPACE = r"(?<!\d) | (?!\d)"

_CODE = r"([a-z]+)([0-9]+)[a-z]*"

_TRADE_MARKS = dict.fromkeys(map(ord, "\u00a9\u00ae\u2120\u2122"), " ")

# Embeddings, overrides and isolates: they show a text in another order than it has.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_NOT_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})


# Forms of a text


def key(text: str) -> str:
    """Return the normal form of a name: what "H200", "h 200" and "H-200" have in common.

    The caller bounds the length of the text.
    """
    return _joined(words_of(text))


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into words of its normal form; the parts of a code are one word: "h 200" is h200."""
    if text.isascii() and text.isalnum():
        # "H200" and "Nvidia", as most names are typed: no pattern need be compiled for them.
        return (text.lower(),)
    words: list[str] = []
    for word in re.findall(_WORD, re.sub(_CLITIC, " ", _plain(text))):
        if words and _begins_code(words[-1]) and word[0].isdigit():
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def forms(name: str) -> NameForms:
    """Return the forms under which an index files a name."""
    words = words_of(name)
    letters_only = tuple(word for word in _without_particles(words) if word.isalpha())
    keys = {_joined(words)}
    if all(word.isalpha() for word in words):
        # "la Chine" is also filed as "Chine". Not so a name with digits: what is left may be another code.
        keys.add(_joined(letters_only))
    keys.discard("")
    numbers = [word for word in words if not word.isalpha()]
    # In "01.A1" the A1 is no code of its own.
    coded = (*numbers, *keys) if len(numbers) == 1 else ()
    codes = {match.groups() for word in coded if (match := re.fullmatch(_CODE, word))}
    return NameForms(
        keys=tuple(sorted(keys)),
        words=tuple(sorted(set(letters_only))),
        codes=tuple(sorted((letters, digits) for letters, digits in codes)),
        terms=tuple(sorted({*letters_only, *filter(str.isalpha, keys)})),
    )


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _without_marks(_without_marks(text.translate(_TRADE_MARKS)).casefold())


def _without_marks(text: str) -> str:
    return "".join(char for char in normalize("NFKD", text) if category(char)[0] != "M")


def _joined(words: Iterable[str]) -> str:
    text = " ".join(words)
    return re.sub(_NEEDLESS_SPACE, "", text) if " " in text else text


def _begins_code(word: str) -> bool:
    return word.isalpha() and len(word) <= 3 and word not in _NO_CODES


def _without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    # At the end it is none: an "H200 LE" would be a limited edition.
    end = next((place for place in range(len(words), 0, -1) if words[place - 1] not in _PARTICLES), 0)
    return tuple(word for word in words[:end] if word not in _PARTICLES) + words[end:]


def _without_chip_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(_CHIP_WORDS, "", " ".join(words)).split())


def _is_unreadable(text: str) -> bool:
    """Tell whether a text holds characters that no name has, or that show it as another text."""
    return any(
        (category(char) in _NOT_TEXT and char not in "\t\n\r")
        or char in _REORDERING
        # Superscripts and circled digits: the footnote of "H20⁰" must not become part of the code.
        or (char.isdigit() and not char.isdecimal())
        for char in text
    )


# From a text to an entity


class _Reading(Struct, frozen=True):
    """One way to understand a text: the words that name something, and what that may be."""

    words: tuple[str, ...]
    kinds: Kinds
    maker: str | None = None
    """The company that was named beside it, and that has to be its maker."""
    is_whole: bool = True
    """Whether nothing with a meaning was left out."""


class _Close(Struct, frozen=True):
    """A term like the text typed."""

    distance: int
    term: str
    loses_word: bool
    """Whether it is like the text only for want of one of its words."""


def resolve(index: NameIndex, text: str, kinds: Kinds = None) -> Resolution:
    """Find the entity that a text names, among those of some kinds.

    What the text names outside of `kinds` is only suggested.
    """
    # The bound comes first: normalising takes quadratic time on a text of combining marks.
    if len(text) > LONGEST or _is_unreadable(text):
        return Missing()
    return _Question(index, text).answer(kinds)


class _Question:
    """One text and what was looked up for it."""

    def __init__(self, index: NameIndex, text: str) -> None:
        self._index = index
        self._text = text
        self._words = words_of(text)
        self._close: dict[tuple[str, ...], tuple[_Close, ...]] = {}

    def answer(self, kinds: Kinds) -> Resolution:
        return self._understood(kinds) or Missing(suggestions=self._suggestions(kinds))

    def _understood(self, kinds: Kinds) -> Resolution | None:
        readings = tuple(self._readings(kinds))
        for reading in readings:
            hits = self._index.by_key(_joined(reading.words))
            if answer := self._answer(self._fitting(hits, reading)):
                return answer
            if hits and reading.is_whole:
                # It is a name, but not of the kind asked for: nothing like it was meant.
                return Missing(suggestions=_candidates(hits)[:MOST_SUGGESTIONS])
        stages: tuple[Callable[[_Reading], Resolution | None], ...]
        if all(word.isalpha() for word in self._words):
            stages = (self._name_part, self._completed, self._approximate)
            # The rest of a text is compared more loosely here, too loosely to leave out a company's name.
            readings = tuple(reading for reading in readings if not reading.maker)
        else:
            stages = (self._look_alike, self._partial_code)
        outcomes = (stage(reading) for stage in stages for reading in readings)
        return next((outcome for outcome in outcomes if outcome), None)

    def _readings(self, kinds: Kinds) -> Iterator[_Reading]:
        """Yield the ways to understand the text, from all of its words to the fewest."""
        bare = _without_particles(self._words)
        core = _without_chip_words(bare)
        if not core:
            # Chip words and nothing else: some chips are meant, not "large US chip companies".
            kinds = _both(kinds, _CHIP_KINDS)
        if self._words:
            yield _Reading(self._words, kinds)
        if _is_rest_of(bare, self._words):
            yield _Reading(bare, kinds)
        if _is_rest_of(core, bare):
            kinds = _both(kinds, _CHIP_KINDS)
            yield _Reading(core, kinds, is_whole=False)
        # A company is named before or after its product. Who makes no such thing is not left out.
        for length in range(1, min(4, len(core))):
            for company, rest in ((core[:length], core[length:]), (core[-length:], core[:-length])):
                for entry in self._index.by_key(_joined(company)):
                    if entry.kind == "company" and _is_rest_of(rest, core):
                        yield _Reading(rest, _both(kinds, _MADE_KINDS), entry.entity, is_whole=False)

    def _fitting(self, hits: Iterable[Entry], reading: _Reading) -> list[Entry]:
        return [
            hit
            for hit in hits
            if (reading.kinds is None or hit.kind in reading.kinds)
            and (reading.maker is None or reading.maker in self._index.made_by(hit.entity))
        ]

    def _answer(self, hits: Sequence[Entry], matched: Matched | None = None) -> Found | Ambiguous | None:
        candidates = _candidates(hits)
        if len(candidates) != 1:
            return Ambiguous(candidates=candidates[:MOST_CANDIDATES]) if candidates else None
        first = hits[0]
        return Found(
            entity=first.entity,
            name=first.name,
            kind=first.kind,
            matched=matched or ("alias" if all(hit.alias for hit in hits) else "exact"),
            asked=self._text,
            name_fr=first.name_fr,
        )

    # A text with digits

    def _look_alike(self, reading: _Reading) -> Found | Ambiguous | None:
        """Read letters among digits as the digits they look like: "H2OO"."""
        hits = [hit for words in _with_digits(reading.words) for hit in self._index.by_key(_joined(words))]
        return self._answer(self._fitting(hits, reading), "look_alike")

    def _partial_code(self, reading: _Reading) -> Ambiguous | None:
        """Offer the codes with a number; never one as the answer, because others may have it too."""
        if len(reading.words) > 1 or not reading.words[0].isdecimal():
            return None
        hits = self._index.by_digits(reading.words[0], reading.kinds, MOST_CANDIDATES)
        candidates = _candidates(self._fitting(hits, reading))
        return Ambiguous(candidates=candidates) if candidates else None

    # A text of letters only

    def _name_part(self, reading: _Reading) -> Resolution | None:
        """Match whole words of a name: "Tianshi"."""
        if len(_joined(reading.words)) < 2:
            return None
        hits = self._having(_without_particles(reading.words), reading.kinds)
        answer = self._answer(hits, "name_part")
        if isinstance(answer, Found) and not self._is_enough(answer, reading.words):
            return Missing(suggestions=_candidates(hits))
        return answer

    def _is_enough(self, answer: Found, words: tuple[str, ...]) -> bool:
        """Tell whether a name holds little more than these words; "export controls" are not what is outside of them.

        Of a description it takes two thirds of the letters, or a third from its beginning.
        """
        if answer.kind not in _DESCRIBED:
            return True
        typed = _joined(words)
        bare = _without_particles(words)
        return any(
            (term.startswith(typed) or (2 * length <= 3 * len(typed) and all(word in term for word in bare)))
            and any(hit.entity == answer.entity for hit in self._index.by_key(term))
            for length in range(len(typed), 3 * len(typed) + 1)
            for term in self._index.terms(length, length)
        )

    def _completed(self, reading: _Reading) -> Resolution | None:
        """Complete the last word: "tsinghua uni"."""
        *words, last = reading.words
        if len(last) < 3 or last in _PARTICLES:
            return None
        completions = [(*words, word) for word in self._index.completions(last, MOST_CANDIDATES)]
        hits = self._fitting((hit for each in completions for hit in self._named(each, reading.kinds)), reading)
        answer = self._answer(hits, "name_part")
        if isinstance(answer, Found) and not self._is_sure(answer, reading, completions):
            return Missing(suggestions=_candidates(hits))
        return answer

    def _is_sure(self, answer: Found, reading: _Reading, completions: Sequence[tuple[str, ...]]) -> bool:
        """Tell whether the beginning of a word is enough to answer by."""
        begun = "".join(reading.words)
        if len(begun) < 4:
            # Three letters are an abbreviation of their own, if not the singular: ASM is not ASML.
            return any(_joined(each) == f"{begun}s" and self._index.by_key(f"{begun}s") for each in completions)
        if not self._is_enough(answer, reading.words):
            return False
        # Four letters in the middle of a name are too few: "auto" is not one of its words.
        is_long = len(begun) >= 5 or key(answer.name).startswith(begun)
        # A full list of completions may have left out those that mean something else.
        return len(completions) < MOST_CANDIDATES and (
            is_long or any(self._index.by_key(_joined(each)) for each in completions)
        )

    def _approximate(self, reading: _Reading) -> Found | Ambiguous | None:
        """Match a name with a slip or two in it: "cambrikon"."""
        letters = sum(map(len, reading.words))
        close = [each for each in self._close_terms(reading.words) if not each.loses_word]
        if letters < 5 or not close or close[0].distance > slips(letters):
            return None
        closest = [each.term for each in close if each.distance == close[0].distance]
        # What is merely like one word of a name is a suggestion: "Biren" is not the Biden administration.
        if not self._fitting((hit for term in closest for hit in self._index.by_key(term)), reading):
            return None
        hits = (hit for term in closest for hit in self._named((term,), reading.kinds))
        answer = self._answer(self._fitting(hits, reading), "approximate")
        if isinstance(answer, Found):
            # As near as a slip is many another name: "Trumpf" is not Trump, nor the UK government that of the US.
            is_person = answer.kind == "person"
            return answer if any(_is_mistyped(reading.words, term, is_person=is_person) for term in closest) else None
        return answer

    def _named(self, words: tuple[str, ...], kinds: Kinds) -> Sequence[Entry]:
        """Return what has these words for its name or, if nothing has, in its name."""
        return self._index.by_key(_joined(words)) or self._having(words, kinds)

    def _having(self, words: tuple[str, ...], kinds: Kinds) -> Sequence[Entry]:
        return self._index.by_words(tuple(dict.fromkeys(words)), kinds, MOST_CANDIDATES)

    def _close_terms(self, words: tuple[str, ...]) -> tuple[_Close, ...]:
        if words not in self._close:
            self._close[words] = tuple(_close_terms(self._index, words))
        return self._close[words]

    # Suggestions

    def _suggestions(self, kinds: Kinds) -> tuple[Candidate, ...]:
        hits: list[Candidate] = []
        if kinds is not None:
            match self._understood(None):
                case Found() as found:
                    hits.append(Candidate(id=found.entity, name=found.name, name_fr=found.name_fr, kind=found.kind))
                case Ambiguous(candidates=others) | Missing(suggestions=others):
                    hits.extend(others)
        words = _without_particles(self._words)
        hits.extend(_candidates(hit for word in words for hit in self._index.by_key(word)))
        for word in words:
            hits.extend(self._codes_like(word, kinds))
        if words and all(word.isalpha() for word in self._words):
            # A few letters are too like too many words, such as "and", to suggest what has one in its name.
            look_up = self._index.by_key if sum(map(len, words)) < 5 else lambda term: self._named((term,), kinds)
            for close in self._close_terms(words):
                hits.extend(_candidates(look_up(close.term)))
        return tuple(dict.fromkeys(hits))[:MOST_SUGGESTIONS]

    def _codes_like(self, word: str, kinds: Kinds) -> Iterator[Candidate]:
        """Yield codes with the same letters, the nearest number first, then those with the same digits."""
        letters, digits = match.groups() if (match := re.fullmatch(_CODE, word)) else ("", word)
        if not digits.isdecimal():
            return
        if letters:
            family = _candidates(self._index.by_letters(letters, kinds, MOST_CANDIDATES))
            yield from sorted(family, key=lambda candidate: abs(_number(candidate.name) - int(digits)))
        # A single digit is no likeness.
        if len(digits) > 1:
            yield from _candidates(self._index.by_digits(digits, kinds, MOST_SUGGESTIONS))


def _is_rest_of(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether something was dropped and something is left, without a code that nobody wrote.

    Words that meet only because what stood between them was dropped are no code: "H chip 200".
    """
    return bool(words) and words != whole and words_of(" ".join(words)) == words


def _both(kinds: Kinds, others: frozenset[EntityKind]) -> frozenset[EntityKind]:
    return others if kinds is None else kinds & others


def _candidates(hits: Iterable[Entry]) -> tuple[Candidate, ...]:
    found = {hit.entity: Candidate(id=hit.entity, name=hit.name, name_fr=hit.name_fr, kind=hit.kind) for hit in hits}
    return tuple(sorted(found.values(), key=lambda candidate: (candidate.name.casefold(), candidate.id)))


def _with_digits(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words with some or all letters that look like a digit replaced, where a digit stands."""
    spellings = [_spellings(word) for word in words]
    if prod(len(choices) for spelling in spellings for choices in spelling) > 64:
        return
    variants = product(*(map("".join, product(*spelling)) for spelling in spellings))
    yield from (variant for variant in variants if variant != words)


def _spellings(word: str) -> list[str]:
    """Return what each character of a word may stand for, itself first."""
    if not any(char.isdigit() for char in word):
        return list(word)
    # I and l not in front: the I20 is not the L20.
    return ["o0" if char == "o" else f"{char}1" if char in "il" and place else char for place, char in enumerate(word)]


def _number(name: str) -> int:
    digits = re.search("[0-9]+", key(name))
    return int(digits[0]) if digits else 0


def slips(letters: int) -> int:
    """Return how many edits a name of this length may be off."""
    return 1 if letters < 8 else 2


def _is_mistyped(words: tuple[str, ...], term: str, *, is_person: bool) -> bool:
    """Tell whether a text differs from a term by nothing but slips of the hand or the ear.

    A slip is two letters swapped, one left out, or one typed twice; from six letters on one for another of the same
    sound, or one vowel for another that is not the first; from seven on one on the next key, or one that stands once
    more two letters off. Another vowel is the only slip then, and in the name of a person it is none: other syllables
    are other people. The first letter of a word is right, unless it is swapped or sounds the same. A right letter
    stands between two slips. A word below five letters has none, below eight at most one.
    """
    typed = "".join(words)
    if typed in _OTHER_NAMES:
        return False
    # For each letter typed, the place where its word begins, and how long that word is.
    begins = [sum(map(len, words[:place])) for place, word in enumerate(words) for _ in word]
    lengths = [len(word) for word in words for _ in word]

    def follows(place: int, at: int, slipped: tuple[int, ...], *, may_slip: bool) -> bool:
        """Compare the text from a place on with the term from a place on, after slips in the words that begin there."""
        if place == len(typed) and at == len(term):
            return True
        is_right = typed[place : place + 1] == term[at : at + 1]
        if is_right and follows(place + 1, at + 1, slipped, may_slip=True):
            return True
        if not may_slip or len(slipped) == slips(len(typed)):
            return False
        for shortest, letters, of_term, where in _slips_at(typed, term, place, at, begins):
            word = begins[where]
            if lengths[where] < shortest or slipped.count(word) == slips(lengths[where]):
                continue
            if follows(place + letters, at + of_term, (*slipped, word), may_slip=False):
                return True
        return False

    return follows(0, 0, (), may_slip=True) or (not is_person and _has_other_vowel(words, term))


def _slips_at(typed: str, term: str, place: int, at: int, begins: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the slips that may have been made here, each with where it stands.

    Before that: the letters of the shortest word it is made in, how many it takes up, and how many were meant.
    """
    here = typed[place : place + 1]
    meant = term[at : at + 1]
    pair = typed[place : place + 2]
    if pair == "ou" and meant == "u":  # the same sound to a French ear: "Baidou"
        yield 6, 2, 1, place
    if len(pair) == 2 and pair[::-1] == term[at : at + 2] and begins[place] == begins[place + 1]:
        yield 5, 2, 2, place
    if meant and place:
        yield 5, 0, 1, place - 1
    if here:
        for near in (place - 2, place - 1, place + 1, place + 2):
            if 0 <= near < len(typed) and typed[near] == here and begins[near] == begins[place]:
                yield (5 if abs(near - place) == 1 else 7), 1, 0, place
    if here and meant:
        if _sound_alike(here, meant):
            yield 6, 1, 1, place
        if place != begins[place] and _are_neighbours(here, meant):
            yield 7, 1, 1, place


def _has_other_vowel(words: tuple[str, ...], term: str) -> bool:
    """Tell whether a text differs from a term by one vowel, which is not the first of a long word."""
    typed = "".join(words)
    if len(typed) != len(term):
        return False
    others = [place for place, (letter, meant) in enumerate(zip(typed, term, strict=True)) if letter != meant]
    if len(others) != 1 or not {typed[others[0]], term[others[0]]} <= _VOWELS:
        return False
    begin = 0
    for word in words:
        if begin <= others[0] < begin + len(word):
            return len(word) >= 6 and not _VOWELS.isdisjoint(typed[begin : others[0]])
        begin += len(word)
    return False


def _sound_alike(letter: str, other: str) -> bool:
    return f"{letter}{other}" in _SOUNDS or f"{other}{letter}" in _SOUNDS


def _are_neighbours(letter: str, other: str) -> bool:
    """Tell whether two keys touch. Of vowels that do, such as u and i, the ear decides."""
    if {letter, other} <= _VOWELS:
        return False
    for keyboard in _KEYBOARDS:
        places = {key_: (row, column) for row, keys in enumerate(keyboard) for column, key_ in enumerate(keys)}
        if letter in places and other in places:
            (upper, left), (lower, right) = sorted((places[letter], places[other]))
            if (lower == upper and right - left == 1) or (lower - upper == 1 and left - right in (0, 1)):
                return True
    return False


def _close_terms(index: NameIndex, words: tuple[str, ...]) -> Iterator[_Close]:
    """Yield terms at most one edit farther off than an answer may be, the nearest first."""
    from rapidfuzz import process  # noqa: PLC0415  # slow to import, and needed only for what is not found
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    typed = "".join(words)
    if len(typed) < 3:
        return
    # Short texts are like too many others, even for suggestions.
    farthest = slips(len(typed)) + (len(typed) >= 5)
    close: list[tuple[int, str]] = []
    # One length at a time: a hundred thousand names at once would take much memory.
    for length in range(len(typed) - farthest, len(typed) + farthest + 1):
        terms = index.terms(length, length)
        found = process.extract(typed, terms, scorer=OSA.distance, score_cutoff=farthest, limit=MOST_CANDIDATES)
        close += ((int(distance), term) for term, distance, _ in found)
    # A term nearer to the text without one of its words has lost that word: "Huawei UK" is not
    # Huawei with two slips.
    shorter = ["".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
    for distance, term in sorted(close)[:MOST_CANDIDATES]:
        yield _Close(distance, term, any(OSA.distance(text, term) < distance for text in shorter))


def nearest(word: str, others: Sequence[str]) -> str | None:
    """Return the word that a misspelt one was probably meant to be.

    Only a slip of the hand or the ear tells: most words one edit off are other words, "rating" and "raising".
    """
    from rapidfuzz import process  # noqa: PLC0415  # slow to import, and needed only for what is not found
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=1, limit=MOST_CANDIDATES)
    return next((str(other) for other, *_ in found if _is_mistyped((word,), other, is_person=False)), None)
