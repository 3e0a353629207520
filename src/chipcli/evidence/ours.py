"""The sentences of a claim, which are ours, held against its fields: they say the same, no more and no less.

A reader sees the sentence. A field that is right beside a sentence that is wrong proves nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from chipcli.evidence import french, naming, numbers, times
from chipcli.model.claim import Claim
from chipcli.model.entity import Entity
from chipcli.model.values import Level, Text

_EN, _FR = 0, 1

# What makes a level audible, in English and in French.
_AUDIBLE: Mapping[Level, tuple[re.Pattern[str], re.Pattern[str]]] = {
    Level.HEDGED: (
        re.compile(r"\b(?:reportedly|could|would|in theory|may|might|likely)\b", re.IGNORECASE),
        re.compile(r"rai(?:en)?t\b|\ben théorie\b|\bprobablement\b", re.IGNORECASE),
    ),
    Level.REPORTED: (
        re.compile(
            r"\b(?:according to|told|reported|considered|describe|put it|leans on|attributed|say|said)\b", re.IGNORECASE
        ),
        re.compile(
            r"\b(?:selon|d'après|considér\w+|passait|jugeait|attribuée?|s'appuie|présentent|a écrit|citée?s?)\b",
            re.IGNORECASE,
        ),
    ),
    Level.ANNOUNCED: (
        re.compile(r"\b(?:announc\w+|made known)\b"),
        re.compile(r"\b(?:annonc\w+|fait savoir)\b"),
    ),
    Level.PLANNED: (
        re.compile(r"\b(?:plan\w*|prepar\w+|aimed)\b"),
        re.compile(r"\b(?:projet\w*|prév\w+|prépar\w+|compt\w+|visait|programmée?)\b"),
    ),
    Level.EXPECTED: (
        re.compile(r"\bexpect\w*"),
        re.compile(r"\b(?:s'attend\w*|attend\w*|devraient|devrait|annonce|perspective)\b"),
    ),
    Level.OPINION: (
        re.compile(r"\b(?:judge[sd]?|judgement|calls|considered|deemed|foresees|holds|in the words of|describes)\b"),
        re.compile(
            r"\b(?:avis|jugent?|juge|jugée?|prévoit|qualifie|voit|passe pour|estime|décrit|selon l'expression|"
            r"selon un article)\b"
        ),
    ),
}

# What a flat statement must not sound like. "The article calls it viable" gives a word for a word.
_DOUBT: tuple[re.Pattern[str], re.Pattern[str]] = (
    re.compile(
        r"\b(?:reportedly|in theory|judges|judgement|foresees|deemed|expected to|likely|in the words of|holds\.|"
        r"planned to|aimed to|describes the|announced)\b|(?<!that the )(?<!which the )article calls"
    ),
    re.compile(r"\b(?:auraient|aurait|en théorie|de l'avis|(?<!article )juge|serait|seraient)\b", re.IGNORECASE),
)

_ENGLISH_MONTHS = {name: at + 1 for at, name in enumerate(times.ENGLISH_MONTHS)}
_FRENCH_MONTHS = {name: at + 1 for at, name in enumerate(times.MONTHS)}
_DATE = (
    re.compile(
        rf"\b(?:(?P<day>[0-9]{{1,2}}) )?(?P<month>{'|'.join(name.capitalize() for name in _ENGLISH_MONTHS)})\b"
        r"(?: (?P<year>[0-9]{4})\b)?"
    ),
    re.compile(
        rf"\b(?:(?P<day>1er|[0-9]{{1,2}}) )?(?P<month>{'|'.join(_FRENCH_MONTHS)})\b(?: (?P<year>[0-9]{{4}})\b)?"
    ),
)

# A product code or ticker: whose digits are wrong names another product, or none.
_CODE = re.compile(r"\b(?:[A-Z]{1,2}[0-9]{1,4}|[0-9]{4}\.[A-Z]{2})\b")

_NUMBER = (
    re.compile(r"(?<![\w.-])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?: (million|billion))?(?![\w-]|\.[0-9A-Z])"),
    re.compile(
        r"(?<![\w.-])([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,[0-9]+)?(?: (million|milliard)s?)?(?![\w-]|\.[0-9A-Z])"
    ),
)
_SCALES = {"": 1, "million": 10**6, "billion": 10**9, "milliard": 10**9}

_WORDS = (
    {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10},
)

# What a sentence says is not given, it doesn't name.
_NOT_GIVEN = re.compile(r"\bno [^.;]* (?:is|are) given")

# What says a number by a word of its own.
_MULTIPLES = (
    (("doubl", 2), ("twofold", 2), ("threefold", 3), ("tripl", 3), ("fourfold", 4), ("quadrupl", 4)),
    (("doubl", 2), ("tripl", 3), ("quadrupl", 4)),
)

# A proper name in an English sentence: whoever it names is in the claim.
_NAMED_KINDS = frozenset({"chip", "company", "person", "outlet"})


def level_faults(claim: Claim) -> Iterator[str]:
    """Yield where a sentence doesn't sound as firm, or as doubtful, as the claim's level."""
    for language, sentence in ((_EN, claim.en), (_FR, claim.fr)):
        audible = _AUDIBLE.get(claim.level)
        if audible and not audible[language].search(sentence):
            yield f"nothing in {sentence!r} says {claim.level.value}"
        doubt = None if audible else _DOUBT[language].search(sentence)
        if doubt:
            yield f"stated, but the sentence says {doubt[0]!r}"


def number_faults(claim: Claim, allowed: Iterable[int | float]) -> Iterator[str]:
    """Yield the numbers of the sentences, texts and voices that neither the fields nor the paragraphs hold."""
    known = set(allowed)
    for language, text in _texts(claim):
        for number in _numbers(_DATE[language].sub(" ", french.fold(text) if language else text), language):
            if number not in known:
                yield f"{number} in {text!r} is read nowhere"


def omissions(claim: Claim, figures: Iterable[int | float]) -> Iterator[str]:
    """Yield the figures, and the year of a date that the source gives, that a sentence leaves out."""
    given = claim.when.edtf or "" if claim.when.basis in {"stated", "relative"} else ""
    years = {int(year) for year in re.findall(r"[0-9]{4}", given)}
    for language, text in ((_EN, claim.en), (_FR, claim.fr)):
        said = {
            *_numbers(text, language),
            *(value for stem, value in _MULTIPLES[language] if stem in french.fold(text)),
        }
        said |= {figure.number for figure in numbers.figures(text)} if language == _FR else set()
        for number in sorted({*figures, *years} - said):
            yield f"{number} is left out of {text!r}"


def _texts(claim: Claim) -> Iterator[tuple[int, str]]:
    """Yield every text of ours that a claim holds, with its language."""
    yield from ((_EN, claim.en), (_FR, claim.fr))
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        if isinstance(value, Text) and name != "note":
            yield from ((_EN, value.en), (_FR, value.fr))
    for voice in claim.voices:
        yield from ((language, text) for language, text in ((_EN, voice.en), (_FR, voice.fr)) if text)


def date_faults(claim: Claim, known: Iterable[str]) -> Iterator[str]:
    """Yield the dates of the sentences that are none of the claim, of its source or of its paragraphs."""
    held = tuple(known)
    for language, text in ((_EN, claim.en), (_FR, claim.fr)):
        for match in _dates(text, language):
            edtf = _edtf(match, language)
            # "In August" needs no year, and "2025-08-14" is in August.
            if not any(date.startswith(edtf) or ("-" not in edtf and f"-{edtf}" in date) for date in held):
                yield f"{match[0]!r} in {text!r} is read nowhere"


def _dates(text: str, language: int) -> Iterator[re.Match[str]]:
    return _DATE[language].finditer(french.fold(text) if language else text)


def _edtf(match: re.Match[str], language: int) -> str:
    month = (_FRENCH_MONTHS if language else _ENGLISH_MONTHS)[match["month"].lower()]
    year = f"{match['year']}-" if match["year"] else ""
    return f"{year}{month:02}" + (f"-{int(match['day'].removesuffix('er')):02}" if match["day"] else "")


def name_faults(claim: Claim, entities: Mapping[str, Entity], members: frozenset[str]) -> Iterator[str]:
    """Yield where the English sentence names an entity that the claim leaves out, or doesn't name its subject."""
    subject = entities[claim.subject]
    codes = {code for member in members for code in _CODE.findall(_names(entities[member]))}
    for text in (claim.en, claim.fr):
        if subject.kind in _NAMED_KINDS and not naming.is_spelt(subject, text):
            yield f"{claim.subject!r} is not named in {text!r}"
        for code in _CODE.findall(text):
            if code not in codes:
                yield f"{text!r} names {code!r}, which no field holds"
    yield from _less_exact(claim, entities, members)
    candidates = [entity for entity in entities.values() if entity.kind in _NAMED_KINDS and entity.id not in members]
    # "Nvidia's chips" names Nvidia, and means the chips.
    within = naming.named(candidates, " / ".join(entities[member].name for member in sorted(members)))
    for found in sorted(naming.named(candidates, claim.en) - within):
        yield f"{claim.en!r} names {found!r}, which no field holds"


def _less_exact(claim: Claim, entities: Mapping[str, Entity], members: frozenset[str]) -> Iterator[str]:
    """Yield where the sentence names an entity that no field holds, and a field holds one that it names less well."""
    text = _NOT_GIVEN.sub("", claim.en)
    said = {member: naming.spelt(entities[member], text) for member in members}
    held = frozenset[str]().union(*(naming.name_words(entities[member]) for member in members))
    for other in entities.values():
        more = naming.spelt(other, text) if other.id not in members else frozenset()
        # "Huawei makes AI chips" and "Nvidia's toned-down chips" name two that are held, and no third.
        if not more or any(more <= words or (words and words < more <= held | words) for words in said.values()):
            continue
        for member in sorted(members):
            if other.kind == entities[member].kind and said[member] < more:
                yield f"{claim.en!r} names {other.id!r}, of which {member!r} says less"


def _names(entity: Entity) -> str:
    return " ".join((entity.name, *(alias.name for alias in entity.aliases)))


def digits(text: str) -> Iterator[int | float]:
    """Yield the numbers of a French text, in digits or in words, whatever they count."""
    yield from _numbers(french.fold(text), _FR)
    yield from (figure.number for figure in numbers.figures(text))


def _numbers(text: str, language: int) -> Iterator[int | float]:
    for match in _NUMBER[language].finditer(text):
        yield int(re.sub(r"[ ,]", "", match[1])) * _SCALES[match[2] or ""]
    for word in re.findall(r"[a-z]+", french.fold(text)):
        if word in _WORDS[language]:
            yield _WORDS[language][word]
