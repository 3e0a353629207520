"""Whether a text names an entity: by a name or alias as printed, or by the words that a group's name is made of."""

from collections.abc import Iterable
from functools import cache

from chipcli.evidence.french import fold, tokens
from chipcli.model.entity import Entity, EntityKind

# What goes by a proper name is named by it, or not at all. Groups, bodies and techniques are described:
# "Chinese regulators" may be named by "the regulators ... in China".
_PROPER: frozenset[EntityKind] = frozenset({"chip", "company", "person", "outlet"})

_SMALL_WORDS = frozenset((
    "a", "an", "and", "au", "autre", "aux", "avec", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "dont", "du",
    "en", "est", "et", "for", "l", "la", "le", "les", "leur", "leurs", "n", "of", "or", "ou", "par", "pas", "pour",
    "precise", "qu", "que", "s", "sa", "ses", "son", "sur", "the", "their", "to", "type", "un", "une", "with",
))  # fmt: skip

# What French news says for a word of a name. One way only: "Pékin" is Chinese, but who is Chinese is not all Beijing.
_SAID_AS = {
    "acheteurs": "achats",
    "americain": "washington",
    "associees": "liees",
    "autorites": "federale etat etatique fonctionnaires gouvernement pekin washington restrictions sanctions",
    "bridees": "degonflees",
    "chine": "chinois",
    "chinois": "chine pekin",
    "entrainement": "former formation",
    "entreprises": "societes fournisseur",
    "etat": "gouvernement",
    "etats": "americain",
    "unis": "americain",
    "etranger": "importe",
    "fabrication": "gravure",
    "fabricants": "entreprises",
    "geants": "groupes",
    "hors": "pas",
    "ia": "intelligence",
    "importees": "etrangeres",
    "modele": "ia",
    "montee": "essor",
    "petites": "modestes",
    "puces": "processeurs composants semi accelerateurs cartes modeles",
    "societes": "entreprises",
    "technologiques": "tech",
    "vente": "vendues",
}

# What an English sentence says of a country's government, companies or chips.
_ENGLISH = {"china": "chinese", "states": "us", "american": "us", "united": "us", "toned": "cut"}

_GENERIC = frozenset({"government", "authoritie"})


def is_named(entity: Entity, text: str) -> bool:
    """Tell whether a text names an entity, by any of its names."""
    words = tokens(fold(text))
    names = (entity.name, *filter(None, (entity.name_fr,)), *(alias.name for alias in entity.aliases))
    if any(_stands_in(tokens(fold(name)), words) for name in names):
        return True
    if entity.kind in _PROPER:
        return False
    described = (entity.name_fr or entity.name, *(alias.name for alias in entity.aliases if alias.kind == "french"))
    present = frozenset(map(_stem, words))
    return any(_is_described(name, present) for name in described)


def named(entities: Iterable[Entity], text: str) -> frozenset[str]:
    """Return the ids of those entities that a text names by their very name."""
    words = tokens(fold(text))
    return frozenset(
        entity.id
        for entity in entities
        for name in (entity.name, *(alias.name for alias in entity.aliases))
        if _stands_in(tokens(fold(name)), words)
    )


def all_names(entity: Entity) -> str:
    """Return all that an entity goes by, folded."""
    return fold(" / ".join((entity.name, entity.name_fr or "", *(alias.name for alias in entity.aliases))))


def is_spelt(entity: Entity, text: str) -> bool:
    """Tell whether a text holds every word of one of an entity's names, in whatever order."""
    words = frozenset(tokens(fold(text)))
    return any(words.issuperset(tokens(fold(name))) for name in (entity.name, *(a.name for a in entity.aliases)))


def spelt(entity: Entity, text: str) -> frozenset[str]:
    """Return the words of the longest English name of an entity whose words stand side by side in a text.

    In whatever order, and with one other word between: "Alibaba has a cloud unit" names Alibaba Cloud.
    """
    present = _english(text)
    return max((words for words in _english_names(entity) if _is_close(words, present)), key=len, default=frozenset())


def _is_close(words: frozenset[str], text: tuple[str, ...]) -> bool:
    return words.issubset(text) and any(words.issubset(text[at : at + len(words) + 1]) for at in range(len(text)))


def name_words(entity: Entity) -> frozenset[str]:
    """Return every word of the English names of an entity, as `spelt` compares them."""
    return frozenset[str]().union(*_english_names(entity))


def _english_names(entity: Entity) -> list[frozenset[str]]:
    """Return each English name as a set of words; a public body goes by its country too: "US sanctions"."""
    names = (entity.name, *(alias.name for alias in entity.aliases if alias.kind != "french"))
    generic = _GENERIC if entity.kind == "public_body" else frozenset()
    sets = (frozenset(_english(name)) - generic for name in names)
    return [words for words in sets if words]


@cache
def _english(text: str) -> tuple[str, ...]:
    words = (_ENGLISH.get(word, word) for word in tokens(fold(text)) if word not in _SMALL_WORDS)
    return tuple(word.removesuffix("s") if len(word) > 3 else word for word in words)


def first(entity: Entity, text: str) -> int | None:
    """Return the place, counted in words, of the first name of an entity in a text; None where there is none."""
    words = tokens(fold(text))
    names = [tokens(fold(name)) for name in (entity.name, *(alias.name for alias in entity.aliases))]
    places = (at for at in range(len(words)) if any(_stands_in(name, words[at : at + len(name)]) for name in names))
    return next(places, None)


def last(entities: Iterable[Entity], text: str) -> str | None:
    """Return the id of the entity that a text names last; None where it names none."""
    words = tokens(fold(text))
    found = [
        (at, entity.id)
        for entity in entities
        for name in (entity.name, *(alias.name for alias in entity.aliases))
        for at in range(len(words))
        if _stands_in(tokens(fold(name)), words[at : at + len(tokens(fold(name)))])
    ]
    return max(found)[1] if found else None


def _stands_in(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether a name stands word for word in a text, in the singular or the plural."""
    if not name or not any(start in words for start in (name[0], name[0] + "s")):
        return False
    return any(
        all(word in {part, part + "s"} for word, part in zip(words[at : at + len(name)], name, strict=True))
        for at in range(len(words) - len(name) + 1)
        if words[at].startswith(name[0])
    )


def _is_described(name: str, present: frozenset[str]) -> bool:
    words = [word for word in tokens(fold(name)) if word not in _SMALL_WORDS]
    return bool(words) and all(_meanings(_stem(word)) & present for word in words)


@cache
def _meanings(stem: str) -> frozenset[str]:
    """Return the stems that can stand for one of a name, itself among them."""
    others = (_stem(said) for word, line in _SAID_AS.items() if _stem(word) == stem for said in line.split())
    return frozenset({stem, *others})


@cache
def _stem(word: str) -> str:
    """Cut number, gender and the commonest endings off a folded French word: enough to compare two of them."""
    for ending in ("ement", "ables", "able", "antes", "ants", "ante", "ant", "ees", "ee", "es", "er", "e", "s", "x"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _stem(word.removesuffix(ending))
    return word
