"""Words reduced to what they share: the terms that full text is indexed and asked by.

The only module that knows the stemmers. A text is brought to lower case and its accents are taken off before it is
stemmed, in questions as in sentences: who types in a hurry types "levee".
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal
from unicodedata import category, normalize

Language = Literal["en", "fr"]

LANGUAGES: tuple[Language, ...] = ("en", "fr")

_WORD = re.compile(r"[^\W_]+")

_THOUSANDS = re.compile(r"(?<![\w.,-])[0-9]{1,3}(?:[ ,][0-9]{3})+(?![\w-])")
"""A number written in groups: "100,000", "100 000"."""

_STOP_EN = (
    "a an and any are as at be been being but by can could did do does doing for from get gets got had has have how i "
    "if in into is it its just me may might much many more most my no not of on one or our out over please should so "
    "some such tell than that the their them there these they this those to up us was we were what when where which "
    "who whom whose why will with would you your he she her his about exactly really ever now currently today still yet"
)

_STOP_FR = (
    "a ait alors au aucun aujourd aux avait avec avoir avons c ca car ce ceci cela ces cet cette ceux chez combien "
    "comme comment d dans de des deux donc du elle elles en encore entre es est et etaient etait etant ete etre eu eux "
    "fait faire font hui il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous "
    "on ont ou par pas peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se "
    "ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tu un une unes vos votre vous y dit dont "
    "actuellement maintenant deja est-ce svp cb pr ds"
)

STOP = frozenset(f"{_STOP_EN} {_STOP_FR}".split())
"""Words that ask or join; of either language, since a short question may be of both."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case and without accents, in order."""
    plain = "".join(char for char in normalize("NFKD", text.lower()) if category(char)[0] != "M")
    return _WORD.findall(_THOUSANDS.sub(lambda number: re.sub("[ ,]", "", number[0]), plain))


AMOUNT, REASON, PLACE, USE, WHO, WHEN = (
    "xxasksamount", "xxaskswhy", "xxaskswhere", "xxaskswhatfor", "xxaskswho", "xxaskswhen",
)  # fmt: skip
"""What stands for words that ask how much, why, where, what for, who, and when."""

_ASKING = {
    word: token
    for token, words in {
        WHEN: "when quand date since depuis",
        WHO: "who whom whose qui",
        AMOUNT: "many much combien amount montant number nombre long longtemps percentage pourcentage",
        REASON: "why pourquoi pq reason reasons raison raisons",
        PLACE: "where",
        "xxaskshow": "how comment",
    }.items()
    for word in words.split()
}
"""Words that ask, and what stands for them: the same in both languages."""

_WHAT_FOR = frozenset(
    {
        ("used", "for"), ("use", "for"), ("do", "with"), ("doing", "with"), ("good", "for"), ("point", "of"),
        ("quoi", "sert"), ("quoi", "servent"), ("quoi", "servirait"), ("quoi", "serviront"), ("quoi", "faire"),
        ("faire", "quoi"), ("faire", "avec"), ("faire", "des"), ("faire", "de"), ("quel", "but"), ("quel", "usage"),
    }
)  # fmt: skip
"""Two words that ask for a use or a purpose."""


def asking(words: Sequence[str]) -> list[str]:
    """Return what stands for the words that ask."""
    found = {_ASKING[word] for word in words if word in _ASKING}
    if not _WHAT_FOR.isdisjoint(pairwise(words)) or (words[-1:] == ["for"] and "what" in words):
        found.add(USE)
    if words[:1] == ["ou"]:  # with its accent off; a question doesn't begin with "or"
        found.add(PLACE)
    if AMOUNT in found:
        found.discard("xxaskshow")
    return sorted(found)


def stems(words: Iterable[str], language: Language) -> list[str]:
    """Return the stem of each word."""
    return [stem(word, language) for word in words]


@cache
def stem(word: str, language: Language) -> str:
    """Return the stem of a word; kept, because a text uses few words often and stemming is slow."""
    return str(_stemmer(language).stemWord(word))


def content(words: Sequence[str]) -> list[str]:
    """Return the words that say something."""
    return [word for word in words if word not in STOP]


@cache
def _stemmer(language: Language) -> Any:  # what the library gives has no types
    import snowballstemmer  # noqa: PLC0415  # it loads every language it knows

    return snowballstemmer.stemmer({"en": "english", "fr": "french"}[language])


def token(term: str) -> str:
    """Return what stands for a term in the index; no stem begins like it."""
    return f"xx{term.replace('-', '')}"


HEAVIEST = 4.0
"""Weight of the rarest word: one word that no answer uses must not outweigh all the others."""


def rarity(count: int, claims: int) -> float:
    """Return what a word weighs that so many of the claims use: the more, the fewer they are."""
    return min(HEAVIEST, math.log(1 + claims / (1 + count)))


Phrases = Mapping[tuple[str, ...], Sequence[str]]
"""Stems of a phrase, and the terms that it stands for: "stock" is a share, and a stockpile."""

LONGEST_PHRASE = 5

LINKS = frozenset({"l", "le", "la", "les", "d", "de", "du", "des", "au", "aux", "the", "a", "an", "of"})
"""Words that a phrase has or lacks without meaning anything else: "part du marché", "part de marché"."""


def linked(words: Sequence[str]) -> list[int]:
    """Return the places of the words that phrases are made of."""
    return [place for place, word in enumerate(words) if word not in LINKS]


def runs(words: Sequence[str], stemmed: Sequence[str]) -> set[str]:
    """Return all runs of stems that may be phrases."""
    told = [stemmed[place] for place in linked(words)]
    return {
        " ".join(told[start : start + length])
        for start in range(len(told))
        for length in range(1, min(LONGEST_PHRASE, len(told) - start) + 1)
    }


def terms_in(words: Sequence[str], stemmed: Sequence[str], phrases: Phrases) -> list[tuple[range, str]]:
    """Return the terms that a text uses, each with the places of its words; the longest reading of each place.

    Args:
        words: the words of the text.
        stemmed: the stem of each.
        phrases: the phrases to look for, without links.
    """
    found: list[tuple[range, str]] = []
    places = linked(words)
    start = 0
    while start < len(places):
        for length in range(min(LONGEST_PHRASE, len(places) - start), 0, -1):
            window = places[start : start + length]
            terms = phrases.get(tuple(stemmed[place] for place in window))
            if terms:
                found += ((range(window[0], window[-1] + 1), term) for term in terms)
                start += length - 1
                break
        start += 1
    return found
