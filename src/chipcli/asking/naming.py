"""What the words of a question name: entities, and names that the base doesn't have."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from chipcli import names, stems
from chipcli.asking import cues, times
from chipcli.model.answer import NamedInText
from chipcli.model.entity import EntityKind
from chipcli.status import CHIP_KINDS
from chipcli.store import Store

TELLING: frozenset[EntityKind] = frozenset({"chip", "company", "person", "model", "outlet"})
"""Kinds of entity that an answer has to be about where the question names one. Others ("China", "AI", "lithography")
are words of the subject: an answer should speak of them."""

_CODE = re.compile(r"([a-z]+)([0-9]+)[a-z0-9]*\Z")

# In lower case they are other words.
_ABBREVIATED = {"US": "USA", "EU": "Europe", "UE": "Europe", "CA": "chiffre d'affaires"}

# With its accent "à" is no word of STOP, which has none.
_JOINS = re.compile(
    rf"\b({'|'.join(['à', *sorted(word for word in stems.STOP if 1 < len(word) <= 3)])})\s+(?=[0-9])", re.IGNORECASE
)

_COUNTED = re.compile(
    r"\b[a-z] (?=[0-9]+\s*(?:%|pour cent|percent|ans\b|millions?\b|milliards?\b|billions?\b))|"
    r"\ba (?=[0-9]+ ou [0-9]+\s*(?:%|ans\b|\Z))",
    re.IGNORECASE,
)
"""A letter before an amount, as French "a", "has": no letter of a code."""

_PARTS = re.compile(r"[^\W\d_]+|[0-9]+")

_TIMES = re.compile(r"x[0-9]\Z")
_QUARTER = re.compile(r"[qt][1-4]\Z")

_WRITTEN = re.compile(r"[^\W_]+")

_SENTENCE = re.compile(r"[.?!:]\s")

_AND = frozenset({"and", "et", "or", "ou", "nor", "ni"})

_MANY = frozenset({"many", "combien", "nombre", "number"})

_LONGEST_NAME = 4

# A word like a name of the base is taken for it only where it is long enough: "Biren" is not Biden.
_LONG = 5


Listed = Literal["and", "beside", "apart"]
"""How names stand: in a list, "TSMC and Samsung", of which what is told of any answers; with nothing between; or with
other words between, "what Tencent ordered from Intel", so that an answer has to name all."""


class Topic(NamedTuple):
    """An entity that the question speaks of, and the words that do."""

    entity: str
    words: frozenset[str]


class Named(NamedTuple):
    """What a question names."""

    entities: tuple[NamedInText, ...]
    makers: frozenset[str]
    """Makers of what is named: "Nvidia's H200" asks about the H200, and what answers need not name Nvidia."""
    topics: tuple[Topic, ...]
    read_as: tuple[tuple[str, str], ...]
    """Names as typed, and the names that they are taken for."""
    unknown: tuple[str, ...]
    """Product codes that are in no name of the base."""
    used: frozenset[str]
    """Words of the names."""
    listed: Listed
    """How several names stand beside each other."""
    counted: str | None
    """The entity of which a number is asked: "how many H200"."""


def read(store: Store, text: str) -> Named:
    """Return the entities that a text names, the codes that name none, and the words that are used up by names."""
    text = _apart(text)
    words = names.words_of(text)
    found: dict[str, NamedInText] = {}
    topics: list[Topic] = []
    unknown: list[str] = []
    used: set[str] = set()
    read_as: list[tuple[str, str]] = []
    place = 0
    ends: list[int] = []
    gaps: list[tuple[str, ...]] = []
    counted: str | None = None
    while place < len(words):
        length, entity = _longest(store, words[place:])
        if entity:
            gaps += [words[end:place] for end in ends[-1:]]
            ends.append(place + length)
            if entity.kind in CHIP_KINDS and _MANY.intersection(words[max(0, place - 2) : place]):
                counted = entity.id
            if entity.matched in ("approximate", "look_alike"):
                read_as.append((" ".join(words[place : place + length]), entity.name))
            typed = _typed(text, words[place : place + length])
            if entity.kind in TELLING or _is_brand(entity):
                found[entity.id] = entity
                used |= typed
            else:
                topics.append(Topic(entity.id, typed))
        elif _is_code(store, words[place], text):
            unknown.append(words[place])
        place += length
    makers = {maker for id_, named in found.items() if named.kind in ("chip", "model") for maker in store.made_by(id_)}
    return Named(
        entities=tuple(found.values()),
        makers=frozenset(makers),
        topics=tuple(topics),
        read_as=tuple(read_as),
        unknown=tuple(unknown),
        used=frozenset(used),
        counted=counted,
        listed=_listed(gaps),
    )


def _listed(gaps: list[tuple[str, ...]]) -> Listed:
    """Tell how names stand by the words between each and the next."""
    if any(_AND.intersection(gap) and _AND.union(stems.LINKS).issuperset(gap) for gap in gaps):
        return "and"
    return "beside" if not any(gaps) else "apart"


def _is_brand(entity: NamedInText) -> bool:
    """Tell whether a group of chips or a fund goes by a name of its own, "Blackwell", and not by a description."""
    if entity.kind == "public_body":
        return entity.name.istitle()
    return entity.kind == "chip_group" and entity.name.isalpha() and entity.name.istitle()


def _typed(text: str, window: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a name as they stand in the text, where "h 200" is two."""
    joined = stems.words_of(" ".join(window))
    written = set(stems.words_of(text))
    return frozenset(part for word in joined for part in ([word] if word in written else _PARTS.findall(word)))


def spelled_out(text: str) -> str:
    """Spell out abbreviations that would be other words once they are in lower case."""
    for short, whole in _ABBREVIATED.items():
        text = re.sub(rf"\b{short}\b", whole, text)
    return text


def _apart(text: str) -> str:
    """Keep words that join from making codes with the number after them: "par 01.AI"."""
    return _JOINS.sub(r"\1 & ", _COUNTED.sub(r"\g<0>& ", text))


def _longest(store: Store, words: tuple[str, ...]) -> tuple[int, NamedInText | None]:
    """Return the most words from the first on that name something; one word, where none do."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if entity := _entity(store, words[:length]):
            return length, entity
    return 1, None


def _entity(store: Store, window: tuple[str, ...]) -> NamedInText | None:
    """Return what some words name: exactly; or nearly, where they are no words of the base."""
    if all(word in stems.STOP for word in window) and window != ("us",):
        return None
    typed = _singular(" ".join(window))
    if window != ("us",) and (exact := store.by_key(names.key(typed))):
        entry = exact[0]
        return NamedInText(
            id=entry.entity, name=entry.name, kind=entry.kind, matched="alias" if entry.alias else "exact"
        )
    has_digit = any(char.isdigit() for char in typed)
    if not has_digit and (len(typed) < 4 or all(is_word(store, word) for word in window)):
        return _person(store, window)
    if any(word in stems.STOP for word in window) or (has_digit and _is_counted(store, window)):
        return None
    return _nearly(store, typed) or _person(store, window)


def _is_counted(store: Store, window: tuple[str, ...]) -> bool:
    """Tell whether words with a number among them are words of the base beside it, as in "June 2025", or it alone."""
    return all(word.isdigit() or (word.isalpha() and len(word) > 2 and is_word(store, word)) for word in window)


def _singular(typed: str) -> str:
    """Take the s of a plural off a code: "H200s"."""
    return typed[:-1] if len(typed) > 2 and typed.endswith("s") and typed[-2].isdigit() else typed


def _nearly(store: Store, typed: str) -> NamedInText | None:
    resolved = names.resolve(store, typed, None)
    if not isinstance(resolved, names.Found) or resolved.matched not in ("approximate", "look_alike"):
        return None
    if resolved.kind not in TELLING and len(typed) < _LONG:
        return None
    return NamedInText(id=resolved.entity, name=resolved.name, kind=resolved.kind, matched=resolved.matched)


def _person(store: Store, window: tuple[str, ...]) -> NamedInText | None:
    """Return the person whose name holds a word: "Tianshi"."""
    if len(window) > 1 or not window[0].isalpha() or (len(window[0]) < 4 and window[0] != "xi"):
        return None
    people = store.by_words(window, frozenset({"person"}), 2)
    if len(people) != 1:
        return None
    return NamedInText(id=people[0].entity, name=people[0].name, kind=people[0].kind, matched="name_part")


def is_word(store: Store, word: str) -> bool:
    """Tell whether a word stands in a text of the base, be it in the singular, or asks, joins or is a month."""
    if word in stems.STOP or word in cues.FRAME or word in times.MONTHS:
        return True
    forms = [word, word[:-1]] if len(word) > 4 and word.endswith("s") else [word]
    return bool(store.stems_of(forms))


def _is_code(store: Store, word: str, text: str) -> bool:
    """Tell whether a word is a product code, and not a number beside a word that was joined to it ("in 2025")."""
    code = _CODE.match(word)
    if not code or code[1] in times.MONTHS or _QUARTER.match(word) or _TIMES.match(word):
        return False
    if len(code[1]) > 1 and is_word(store, code[1]):
        return False
    # "fee 25" is a word and a number; "RTX 5090" is a code, and "rtx5090".
    return len(code[1]) < 3 or word in text.lower() or code[1].upper() in text or len(code[2]) > 2


# Names that the base doesn't have


def capitalised(text: str) -> Iterator[str]:
    """Yield words that are written like names, in lower case and without accents.

    The first word of a question is written so whatever it is; it counts only in capitals throughout, or before
    another such word. Where most words are, none tells anything.
    """
    everything = _WRITTEN.findall(text)
    if len(everything) > 3 and sum(map(_is_big, everything)) > 0.6 * len(everything):
        return
    for sentence in _SENTENCE.split(text):
        written = _WRITTEN.findall(sentence)
        for place, word in enumerate(written):
            if _is_big(word) and (place or word.isupper() or (len(written) > 1 and _is_big(written[1]))):
                yield from stems.words_of(word)


def _is_big(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()
