"""What the words of a question name: entities, and names that the base doesn't have."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chipcli import names, stems
from chipcli.asking import cues, times
from chipcli.model.answer import NamedInText
from chipcli.model.entity import EntityKind
from chipcli.store import Store

TELLING: frozenset[EntityKind] = frozenset({"chip", "company", "person", "model", "outlet"})
"""Kinds of entity that an answer has to be about where the question names one. Others ("China", "AI", "lithography")
are words of the subject: an answer should speak of them."""

_CODE = re.compile(r"([a-z]+)([0-9]+)[a-z0-9]*\Z")

_QUARTER = re.compile(r"[qt][1-4]\Z")

_WRITTEN = re.compile(r"[^\W_]+")

_LONGEST_NAME = 4

# A word like a name of the base is taken for it only where it is long enough: "Biren" is not Biden.
_LONG = 6


class Topic(NamedTuple):
    """An entity that the question speaks of, and the words that do."""

    entity: str
    words: frozenset[str]


class Named(NamedTuple):
    """What a question names."""

    entities: tuple[NamedInText, ...]
    topics: tuple[Topic, ...]
    unknown: tuple[str, ...]
    """Product codes that are in no name of the base."""
    used: frozenset[str]
    """Words of the names."""


def read(store: Store, text: str) -> Named:
    """Return the entities that a text names, the codes that name none, and the words that are used up by names."""
    words = names.words_of(text)
    found: dict[str, NamedInText] = {}
    topics: list[Topic] = []
    unknown: list[str] = []
    used: set[str] = set()
    place = 0
    while place < len(words):
        length, entity = _longest(store, words[place:])
        if entity:
            typed = frozenset(stems.words_of(" ".join(words[place : place + length])))
            if entity.kind in TELLING:
                found[entity.id] = entity
                used |= typed
            else:
                topics.append(Topic(entity.id, typed))
        elif _is_code(store, words[place]):
            unknown.append(words[place])
        place += length
    return Named(_less_makers(store, found), tuple(topics), tuple(unknown), frozenset(used))


def _less_makers(store: Store, found: dict[str, NamedInText]) -> tuple[NamedInText, ...]:
    """Return what is named, without the makers of what is named beside them: "Nvidia's H200" is the H200."""
    makers = {maker for id_, named in found.items() if named.kind in ("chip", "model") for maker in store.made_by(id_)}
    return tuple(named for id_, named in found.items() if id_ not in makers)


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
    typed = " ".join(window)
    if window != ("us",) and (exact := store.by_key(names.key(typed))):
        entry = exact[0]
        return NamedInText(
            id=entry.entity, name=entry.name, kind=entry.kind, matched="alias" if entry.alias else "exact"
        )
    has_digit = any(char.isdigit() for char in typed)
    if not has_digit and (len(typed) < 4 or all(is_word(store, word) for word in window)):
        return _person(store, window)
    if any(word in stems.STOP for word in window):
        return None
    return _nearly(store, typed) or _person(store, window)


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
    """Tell whether a word stands in a text of the base, or asks or joins."""
    return word in stems.STOP or word in cues.FRAME or word in store.vocabulary(len(word), len(word))


def _is_code(store: Store, word: str) -> bool:
    """Tell whether a word is a product code, and not a number beside a word that was joined to it ("in 2025")."""
    code = _CODE.match(word)
    if not code or code[1] in times.MONTHS or _QUARTER.match(word):
        return False
    return len(code[1]) == 1 or not is_word(store, code[1])


# Names that the base doesn't have


def capitalised(text: str) -> Iterator[str]:
    """Yield words that are written like names, in lower case and without accents.

    The first word of a question is written so whatever it is; it counts only in capitals throughout, or before
    another such word. Where most words are, none tells anything.
    """
    written = _WRITTEN.findall(text)
    big = [len(word) > 1 and word[0].isupper() for word in written]
    if len(written) > 3 and sum(big) > 0.6 * len(written):
        return
    for place, word in enumerate(written):
        if big[place] and (place or word.isupper() or (len(big) > 1 and big[1])):
            yield from stems.words_of(word)
