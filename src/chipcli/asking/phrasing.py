"""What a question asks for, as its words alone tell it: before any name or term is known."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chipcli import stems
from chipcli.asking import cues
from chipcli.model.answer import Form
from chipcli.model.claim import Rule
from chipcli.stems import Language

_WILL = re.compile(r"(?:era|eront|ira|iront|dra|dront|aura|auront|urra|urront)\b")
"""The ending of a French verb that speaks of what is to come."""


def language(words: Sequence[str]) -> Language:
    """Return the language of a question; English where its words tell neither."""
    french, english = (sum(word in cue for word in words) for cue in (cues.FRENCH, cues.ENGLISH))
    return "fr" if french > english else "en"


def rules(words: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rule that words point to; none where they point to both or neither."""
    asked = frozenset(words)
    us, cn = asked & cues.US_WORDS, asked & cues.CN_WORDS or _decides(words, cues.CHINA)
    if us and not cn:
        return ("us_export",)
    return ("cn_purchase",) if cn and not us else ()


def _decides(words: Sequence[str], country: frozenset[str]) -> bool:
    """Tell whether a country is who allows or forbids, and not where something is sold: "la Chine autorise-t-elle"."""
    for place, word in enumerate(words):
        if word in country and words[place + 1 : place + 2] and words[place + 1] in cues.ALLOWS:
            return not (place and words[place - 1] in cues.INTO)
    return False


def form(words: Sequence[str]) -> Form:
    """Return what sort of answer words ask for."""
    asked = frozenset(words)
    if asked & cues.WHEN or after(cues.WHICH, words) & cues.DATES:
        return "when"
    if not _asks_who(words):
        asked -= cues.WHO
    # "What went wrong when" asks for no time, and "quelles sociétés qui" for nobody.
    first = {next((word for word in words if word in cues.INTERROGATIVES), "")}
    if words and words[0] in cues.AUXILIARIES:
        asked -= cues.TIMED | cues.WHO
    for joining in (cues.TIMED, cues.WHO):
        if first & cues.INTERROGATIVES - joining:
            asked -= joining
    if cued := next((form for form, cue in cues.FORMS if asked & cue), None):
        return cued
    return "amount" if _asks_how_much(words) else "fact"


def _asks_who(words: Sequence[str]) -> bool:
    """Tell whether "who" asks: at an end, or after a word that leads to it; elsewhere it joins, "les puces qui"."""
    places = [place for place, word in enumerate(words) if word in cues.WHO]
    return any(place in (0, len(words) - 1) or words[place - 1] in cues.INTO | cues.BEFORE_WHO for place in places)


def _asks_how_much(words: Sequence[str]) -> bool:
    """Tell whether words ask for an amount by two words, "how many", "number of", or begin with one."""
    frame = (stems.STOP | cues.FRAME | cues.OVERALL) - cues.AMOUNTS
    told = [word for word in words if word not in frame]
    pairs = set(pairwise(words))
    if any(one == "how" and other in cues.HOW_MUCH for one, other in pairs):
        return True
    first, last = told[:1], frozenset(told[-1:])
    if first and first[0] in cues.WORTH:  # "valeur vedette" is a share
        return any(one in cues.WORTH and other in stems.LINKS for one, other in pairs)
    return bool(cues.AMOUNTS.intersection(first) or last & cues.LAST_AMOUNTS)


def asks_to_come(words: Sequence[str]) -> bool:
    """Tell whether a question speaks of what is to come."""
    return bool(frozenset(words) & cues.WILL or _WILL.search(" ".join(words)))


def asks_for_a_boss(asked: frozenset[str]) -> bool:
    """Tell whether a question asks who is at the head of something; what he says or does is another question."""
    return bool(asked & cues.BOSSES) and asked & cues.INTERROGATIVES <= cues.WHO | cues.WHICH - {"what"}


def alternatives(words: Sequence[str]) -> Iterator[str]:
    """Yield the words beside one that leaves a choice, links left out; the first of a question asks where."""
    told = [word for word in words if word not in stems.LINKS | cues.INTO]
    for place, word in enumerate(told):
        if word in cues.OR and place:
            yield from told[place - 1 : place + 2]


def after(cue: frozenset[str], words: Sequence[str]) -> frozenset[str]:
    """Return the words close after one of some words."""
    return frozenset(near for place, word in enumerate(words) if word in cue for near in words[place + 1 : place + 4])


def named(words: Sequence[str]) -> frozenset[str]:
    """Return the words that may say of what a name is asked for: "name of the chip", "what is the chip called"."""
    return frozenset(words) if words[-1:] == ["called"] else after(cues.NAMED, words)
