"""A question in words, understood: names, dates, what sort of answer it asks for, and the words that are left."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from chipcli import dates, names, stems
from chipcli.asking import cues, naming, phrasing, times
from chipcli.asking.naming import Listed, Topic
from chipcli.dates import Span
from chipcli.model.answer import Form, NamedInText
from chipcli.model.claim import Rule
from chipcli.stems import Language
from chipcli.store import Store

LONGEST = 300
"""Characters of the longest question that is looked at."""

SHORTEST = 6
"""Letters of the shortest word that is mended: too many short ones are like another word of the base."""

Want = Literal["reason", "person", "place", "saying", "product", "company", "use", "time"]
"""What an answer has to give, besides speaking of the subject."""

Figure = Literal["count", "money", "times", "length", "percent", "valuation", "any"]
"""What sort of figure is asked for."""

_ISO_DATE = re.compile(r"(?<![\w-])20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?![\w-])")

_UNIT = re.compile(r"(?<=\b[0-9])(?=nm\b)|(?<=\b[0-9][0-9])(?=nm\b)", re.IGNORECASE)
"""The place between a number and its unit: "7nm"."""


_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce)\b", re.IGNORECASE)
"""The pronoun after a French verb that asks: "laissaient-ils partir"."""

_TOO_MUCH = re.compile(
    r"\b(?:(?:too|so|that|very) (?:much|many)|at (?:any price|all costs?)|[àa] tout prix|au juste|"
    r"qu'est[- ]ce qu[ie])\b",
    re.IGNORECASE,
)
"""Turns of phrase that ask for no amount, price or person, though a word of them does by itself."""

_DOUBLED = re.compile(r"(.)\1+")

_PERCENT = re.compile(r"[0-9]\s*(?:%|per ?cent|pour cent)", re.IGNORECASE)
"""A share that is told, and not asked for."""

_SIGNS = {"%": " percent ", "€": " euros ", "$": " dollars ", "¥": " yuans "}

_WHERE = re.compile(r"\bo(?:ù|u\u0300)|\A\W*ou\b", re.IGNORECASE)
"""French "où"; without its accent it is "or", but at the beginning."""


class Question(NamedTuple):
    """What a text asks."""

    text: str
    language: Language
    form: Form
    entities: tuple[NamedInText, ...]
    makers: frozenset[str]
    """Makers of what it names; an answer need not name them."""
    listed: Listed
    """How several names stand beside each other."""
    counted: str | None
    """The entity of which it asks a number."""
    topics: tuple[Topic, ...]
    read_as: tuple[tuple[str, str], ...]
    """Names as typed, and the names that they are taken for."""
    unknown: tuple[str, ...]
    """Product codes and names that are in no text of the base."""
    span: Span | None
    rules: tuple[Rule, ...]
    """The rules that its words point to; none where they point to neither."""
    asks_state: bool
    """Whether it asks what is allowed."""
    asks_more: bool
    """Whether it speaks of more than trade, what is allowed, and by whom."""
    asks_conflict: bool
    """Whether it asks if sources disagree."""
    exact_day: bool
    """Whether it asks for a day, and no longer time."""
    asks_launch: bool
    """Whether it asks when something came out, and not when it was to."""
    by_name: bool
    """Whether it asks for a person: who leads or founded something, the boss of it."""
    wants: frozenset[Want]
    """What the best answer gives."""
    musts: frozenset[Want]
    """What every answer has to give of that."""
    figure: Figure | None
    """What sort of figure it asks for; None where it asks for none."""
    currency: str | None
    """The currency that it names."""
    words: tuple[str, ...]
    """The words that an answer should use."""
    stems: Mapping[str, frozenset[str]]
    """The stems of each word, in both languages."""
    said: tuple[frozenset[str], ...]
    """Every word but those that join or date, names as the base writes them: its stems and its terms; of words that
    ask, which."""
    names: tuple[frozenset[str], ...]
    """The stems of each word of the names."""
    mended: dict[str, str]
    """Words as typed, and as they are read."""
    terms: frozenset[str]
    """The field's terms that it uses."""
    words_of_terms: dict[str, frozenset[str]]
    """Words that are part of terms, and those terms."""
    kinds: tuple[str, ...]
    """Kinds of claim that its words ask for."""
    words_of_kinds: dict[str, frozenset[str]]
    """Those kinds, and the words."""
    alternatives: frozenset[str]
    """Words beside "or" that leave a choice: "by Nvidia or AMD", of which an answer need speak of one only."""
    explain: bool

    def words_of(self, term: str) -> list[str]:
        """Return the words that are part of a term."""
        return [word for word, terms in self.words_of_terms.items() if term in terms]

    @property
    def plain_terms(self) -> frozenset[str]:
        """The terms of words that have no other meaning in this field."""
        return frozenset(term for terms in self.words_of_terms.values() if len(terms) == 1 for term in terms)


def understand(store: Store, text: str, today: date, *, explain: bool = False) -> Question:
    """Read a question. The caller bounds the length of the text.

    Args:
        store: the base that gives names, words and terms.
        text: the question as typed.
        today: the day that "last" and "now" are counted from.
        explain: whether the answer is to say what puts each claim in its place.
    """
    iso = [dates.parse(found) for found in _iso_dates(text)]
    bare = _UNIT.sub(" ", naming.spelled_out(_ISO_DATE.sub(" ", text)))
    bare = _INVERTED.sub(" ", bare)
    for sign, word in _SIGNS.items():
        bare = bare.replace(sign, word)
    words = _with_months(store, stems.words_of(_TOO_MUCH.sub(" ", bare)))
    span, dated = times.read(words, today)
    if iso:
        span = _together(iso)
    named = naming.read(store, " ".join(words) if words != stems.words_of(bare) else bare)
    left = [word for place, word in enumerate(words) if place not in dated and word not in named.used]
    asked = frozenset(words)
    strange = frozenset(naming.capitalised(bare)) - named.used
    known_names = frozenset(word for topic in named.topics for word in topic.words)
    mended = dict(_mended(store, stems.content(left), strange, known_names))
    read = [mended.get(word, word) for word in left]
    forms = _stems(store, read)
    uses = list(_terms(store, read, forms))
    terms = {use.term: use.kind for use in uses}
    content = _content(read, uses)
    by_word = {word: frozenset(use.term for use in uses if word in use.words) for use in uses for word in use.words}
    form, is_to_come = phrasing.form(words), phrasing.asks_to_come(words)
    question = Question(
        text=text,
        language=phrasing.language(words),
        form=form,
        entities=named.entities,
        makers=named.makers,
        listed=named.listed,
        counted=named.counted,
        topics=named.topics,
        read_as=named.read_as,
        unknown=(*named.unknown, *_unknown(store, strange - known_names, mended, forms, by_word)),
        span=span,
        rules=phrasing.rules(words),
        asks_state=bool(terms.keys() & (cues.STATE_TERMS | cues.TRADE_TERMS) or asked & cues.TRADE),
        asks_more=False,
        asks_conflict=bool(asked & cues.CONFLICT or (asked & cues.MAYBE_CONFLICT and asked & cues.SOURCES)),
        exact_day=bool(asked & cues.EXACT and asked & cues.DAYS),
        asks_launch=form == "when" and terms.keys() & {"launch", "planned"} == {"launch"} and not is_to_come,
        by_name=bool(terms.keys() & cues.BY_PERSON or phrasing.asks_for_a_boss(asked)),
        wants=frozenset(),
        musts=frozenset(),
        figure=None,
        currency=next((cues.CURRENCIES[word] for word in words if word in cues.CURRENCIES), None),
        words=content,
        stems={word: frozenset(forms[word]) for word in content},
        said=tuple(_said(store, left, named.entities, mended, by_word)),
        names=tuple(map(frozenset, _stems(store, named.used).values())),
        mended=mended,
        terms=frozenset(terms),
        words_of_terms=by_word,
        kinds=tuple(dict.fromkeys(kind for kind in terms.values() if kind)),
        words_of_kinds={
            kind: frozenset(word for use in uses if use.kind == kind for word in use.words)
            for kind in {use.kind for use in uses}
            if kind
        },
        alternatives=frozenset(phrasing.alternatives(words)),
        explain=explain,
    )
    form = _form(question, asked)
    question = question._replace(form=form, figure=_figure(question, form, asked))
    wants = frozenset(_wants(question, words))
    musts = wants & frozenset(_musts(question, words))
    asks_more = words[:1] == ["did"] or bool(asked & cues.HAPPENED) or not _speaks_of_no_more(question)
    return question._replace(wants=wants, musts=musts, asks_more=asks_more)


def _together(spans: list[Span]) -> Span:
    """Return the time from the first of some dates to the last; the first, where they are in another order."""
    if len(spans) > 1 and spans[0].first <= spans[-1].last:
        return dates.parse(f"{spans[0].edtf}/{spans[-1].edtf}")
    return spans[0]


def _iso_dates(text: str) -> Iterator[str]:
    for found in _ISO_DATE.findall(text):
        try:
            dates.parse(found)
        except dates.DateError:
            continue
        yield found


def _wants(question: Question, words: list[str]) -> Iterator[Want]:
    """Yield what an answer has to give, by the words that ask."""
    asked = frozenset(words)
    if question.form == "why":
        yield "reason"
    if question.form == "who" or phrasing.asks_for_a_boss(asked):
        yield "person"
    if asked & cues.WHERE or _WHERE.search(question.text) or (asked & cues.WHICH and question.terms & cues.PLACES):
        yield "place"
    if asked & cues.SAYS:
        yield "saying"
    if question.form == "when":
        yield "time"
    if stems.USE in stems.asking(words):
        yield "use"
    asked_for = cues.LISTED & (phrasing.after(cues.WHICH, words) | phrasing.named(words))
    if asked_for & cues.PRODUCTS:
        yield "product"
    if asked_for & cues.COMPANIES:
        yield "company"


def _musts(question: Question, words: list[str]) -> Iterator[Want]:
    """Yield what no answer may lack, by the words that ask."""
    if question.form == "when" and phrasing.asks_to_come(words):
        yield "time"
    # In the middle of a question "qui" may be no question.
    if question.words and (question.by_name or (question.entities and words[0] in cues.WHO - {"whose"})):
        yield "person"
    if cues.PRODUCTS & phrasing.named(words):
        yield "product"


def _form(question: Question, asked: frozenset[str]) -> Form:
    """Return what sort of answer is asked for, once names and terms are known."""
    chips = [entity for entity in question.entities if entity.kind in ("chip", "chip_group")]
    if question.form == "when" and question.span and not asked & (cues.TIMED | cues.WHEN | cues.DATES):
        # "Since last month" tells a time and asks for none.
        question = question._replace(form="fact")
    if chips and question.asks_state and asked & cues.DURATION:
        return "when"
    if len(chips) == 2 and (
        question.terms & cues.COMPARED or (asked & (cues.TIMES | {"than"}) and not question.terms & cues.RULED)
    ):
        return "comparison"
    if not question.asks_state or question.form != "fact" or asked & cues.SAYS:
        return question.form
    if not (question.span or asked & cues.NOW or _speaks_of_no_more(question)):
        return question.form
    if chips:
        # "The most powerful that may be sold" is no question about what is allowed, nor is "is there enough of it".
        is_state = not question.terms & cues.COMPARED and (question.span or question.terms & cues.ALLOWED)
        return "status" if is_state else "fact"
    # Of no chip in particular only where nothing else is spoken of: "which chips could be sold in May 2025".
    no_more = _speaks_of_no_more(question) and not asked & cues.CONFLICT
    return "status" if no_more and not question.entities and asked & cues.CHIPS else question.form


def _speaks_of_no_more(question: Question) -> bool:
    """Tell whether a question speaks of nothing but trade, what is allowed, and by whom."""
    return all(
        word in cues.TRADE - cues.DELIVERIES | cues.CHIPS | cues.US_WORDS | cues.CN_WORDS | cues.CHINA
        or question.words_of_terms.get(word, frozenset()) & cues.ALLOWED - {"control"}
        for word in question.words
    )


def _figure(question: Question, form: Form, asked: frozenset[str]) -> Figure | None:
    """Return what sort of figure a question asks for."""
    terms = question.terms
    if "valuation" in terms and form in ("amount", "fact"):
        # Of anything but a company, what it is worth is what was paid.
        return "valuation" if any(entity.kind == "company" for entity in question.entities) else "money"
    if "percent" in terms and not _PERCENT.search(question.text):
        return "percent"
    moved = terms & cues.MOVED
    measured = question.currency or question.span or asked & (cues.PERIODS | cues.BILLIONS)
    if terms & cues.MEASURED and not moved and measured:
        return "money"
    if "share-price" in terms and question.currency:
        return "money"
    if "market-share" in terms and asked & cues.WHICH and not (moved or asked & cues.HAPPENED):
        return "percent"
    return _amount(question, asked) if form == "amount" else None


def _amount(question: Question, asked: frozenset[str]) -> Figure:
    """Return what sort of amount is asked for, by the word that counts or else by what is counted."""
    sorts: tuple[tuple[Figure, frozenset[str]], ...] = (
        ("times", cues.TIMES),
        ("money", cues.MONEY),
        ("length", cues.DURATION | cues.SPANS),
        ("count", cues.COUNTED),
    )
    sort: Figure = next((sort for sort, cue in sorts if asked & cue), "any")
    if sort == "any" and question.counted:
        return "count"
    if sort == "any" and "share-price" in question.terms and not question.terms & cues.MOVED:
        return "money"
    if sort == "any" and question.terms & cues.MONEY_TERMS:
        return "money"
    # How far a share price has risen is told in times, not in money; "montant" is a sum, and rising.
    return (
        "any" if sort == "money" and not question.currency and question.terms & (cues.MOVED | {"share-price"}) else sort
    )


# Words


class _Use(NamedTuple):
    """A term that the question uses."""

    term: str
    kind: str | None
    words: tuple[str, ...]


def _content(words: list[str], uses: list[_Use]) -> tuple[str, ...]:
    """Return the words that an answer should use: not those of the frame, unless they make a phrase of the field."""
    frame = stems.STOP | cues.FRAME | cues.CONFLICT
    kept = {use.words[-1] for use in uses if len(use.words) > 1 and frame.issuperset(use.words)}
    return tuple(dict.fromkeys(word for word in words if word in kept or word not in frame))


def _stems(store: Store, words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the English and the French stem of each word; the stemmers are for words that the base doesn't know."""
    distinct = set(words)
    known = store.stems_of(distinct)
    # Both stemmers take the s of a plural off, so that it needs none where the singular is known.
    plurals = {word: word[:-1] for word in distinct - known.keys() if len(word) > 4 and word.endswith("s")}
    singular = store.stems_of(plurals.values())
    known |= {word: singular[one] for word, one in plurals.items() if one in singular}
    return known | {word: (stems.stem(word, "en"), stems.stem(word, "fr")) for word in sorted(distinct - known.keys())}


def _terms(store: Store, words: list[str], forms: Mapping[str, tuple[str, str]]) -> Iterator[_Use]:
    """Yield the field's terms that words use, with the kind of claim that each asks for."""
    kinds: dict[str, str | None] = {}
    found: set[tuple[range, str]] = set()
    for place, language in enumerate(stems.LANGUAGES):
        reading = [forms[word][place] for word in words]
        phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for stemmed, term, kind in store.phrases(language, stems.runs(words, reading)):
            kinds[term] = kind
            phrases[tuple(stemmed.split())].append(term)
        found.update(stems.terms_in(words, reading, phrases))
    for places, term in sorted(found, key=lambda use: (use[0].start, use[0].stop, use[1])):
        # "prix de l'action" is no price.
        if not any(set(places) < set(longer) for longer, _ in found):
            yield _Use(term, kinds[term], tuple(words[place] for place in places))


def _with_months(store: Store, words: list[str]) -> list[str]:
    """Mend the names of months, which are told by the number beside them: "janvire 2026"."""
    mended = list(words)
    for place, word in enumerate(words):
        beside = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
        if (
            len(word) >= 5
            and word.isalpha()
            and word not in times.MONTHS
            and any(other.isdigit() for other in beside)
            and not naming.is_word(store, word)
        ):
            mended[place] = names.nearest(word, [month for month in times.MONTHS if len(month) > 3]) or word
    return mended


def _said(
    store: Store,
    words: Sequence[str],
    entities: Iterable[NamedInText],
    mended: Mapping[str, str],
    by_word: Mapping[str, frozenset[str]],
) -> Iterator[frozenset[str]]:
    """Yield what stands for the words that ask, and the stems and terms of each that says something.

    Names are read as the base writes them, whatever was typed.
    """
    yield from (frozenset({token}) for token in stems.asking(words))
    named = [word for entity in entities for word in stems.words_of(entity.name)]
    read = [mended.get(word, word) for word in stems.content([*words, *named])]
    forms = _stems(store, read)
    for word in dict.fromkeys(read):
        yield frozenset(forms[word]) | {stems.token(term) for term in by_word.get(word, ())}


def _mended(
    store: Store, words: Iterable[str], strange: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield words that no text of the base uses, with the one that was probably meant."""
    for word in words:
        # What is written like a name is another name sooner than a slip.
        shortest = SHORTEST + 1 if word in strange else SHORTEST
        if len(word) < shortest - 1 or not word.isalpha() or word in known or naming.is_word(store, word):
            continue
        if store.term_counts({stems.stem(word, language) for language in stems.LANGUAGES}):
            continue
        near = [other for other in store.vocabulary(len(word) - 1, len(word) + 1) if other[0] == word[0]]
        # Of several that are as near, the one that differs in a doubled letter: "repousé".
        doubled = [other for other in near if _single(other) == _single(word)]
        found = names.nearest(word, doubled + (near if len(word) >= shortest else []))
        if found and (len(word) > 5 or not store.by_words((found,), None, 1)):
            yield word, found


def _single(word: str) -> str:
    """Return a word without doubled letters."""
    return _DOUBLED.sub(r"\1", word)


def _unknown(
    store: Store,
    strange: frozenset[str],
    mended: Mapping[str, str],
    forms: Mapping[str, tuple[str, str]],
    by_word: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Yield what is written like a name, and is in no text of the base."""
    for word in sorted(strange):
        if word in mended or word in by_word or word in cues.CURRENCIES or naming.is_word(store, word):
            continue
        if word in forms and not word.isdigit() and not store.term_counts(forms[word]) and not store.by_key(word):
            yield word
