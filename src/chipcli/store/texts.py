"""The tables that full text is asked of: stems of sentences, gists, anchors and names, in both languages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from chipcli import stems
from chipcli.model.asked import Asked
from chipcli.model.base import FactBase
from chipcli.model.claim import Claim
from chipcli.model.references import references

Row = tuple[object, ...]

FIELD_TERMS: Mapping[str, str] = {
    "kind": "stockpile",
    "property": "maker role made_in=place cut_down=cut-down founded=found founder=found listed led_by=lead ticker",
    "state": "blocked=block prohibited=block allowed=allow conditional=condition discouraged=advise "
    "no_decision=undecided",
    "stage": "ordered=order bought=order asked=request interested=request sought=request",
    "channel": "grey_market=grey-market",
    "form": "round=funding-round share_sale=funding-round investment=invest acquisition=acquire-company",
    "relation": "shareholder parent",
    "measure": "share_price=share-price market_share=market-share revenue cash_flow=cash-flow profit=loss "
    "control strategy order=order-to review condition effect=destabilise effect=why warning=warn",
    "direction": "up=rise down=fall leading=dominate",
    "aspect": "supply stopped=stop node lithography foundry quality developer=maker training=train upgrade delay "
    "launch openness=open-source success difficulty",
    "stance": "says=say expects=expect warns=warn declines worries=worry",
}
"""What the value of a field says, as a term: `value=term`, or the value alone where the term has its name. A claim is
found by them whatever words its sentences use."""


def tables(base: FactBase, ranks: Mapping[str, int]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of every table of full text."""
    phrases = {language: _phrases(base, language) for language in stems.LANGUAGES}
    gists = {(source.id, part.number): part.gist for source in base.sources for part in source.paragraphs}
    names = {entity.id: (entity.name, entity.name_fr or "") for entity in base.entities}
    asked = {record.claim: record for record in base.asked}
    texts: list[Row] = []
    terms: list[tuple[int, str, list[_Words]]] = []
    counts: Counter[str] = Counter()
    of_terms = {word for term in base.terms for text in (*term.en, *term.fr) for word in stems.words_of(text)}
    words: set[str] = set()
    for claim in base.claims:
        columns = _columns(claim, gists, names)
        used = {place: _used(*column, phrases) for place, column in columns.items()}
        told = {stems.token(term) for term in _told_by_fields(claim)}
        other = [*(stem for place in ("gists", "anchors", "names") for stem in used[place]), *sorted(told)]
        questions = list(_questions(asked.get(claim.id), phrases))
        forms = [form for question in questions for word in question for form in word]
        texts.append((ranks[claim.id], " ".join(used["en"]), " ".join(used["fr"]), " ".join(other), " ".join(forms)))
        # What a paragraph says is not what each of its claims says: its gist helps to find them, and no more.
        # The terms of its questions only say how like another question is: what they mean is not told by the claim.
        asks = {word[0] for question in questions for word in question}
        own = told.union(asks, *(used[place] for place in used if place != "gists"))
        terms.append((ranks[claim.id], " ".join(sorted(own)), questions))
        # A term of a gist alone is told by no claim; its words are words of the base like any others.
        counts.update(own.union(used["gists"][: len(columns["gists"][0])]))
        words |= {word for column, _ in columns.values() for word in column}
        words |= set(_words_of_questions(asked.get(claim.id)))
    yield "claim_text (rowid, en, fr, other, asked)", texts
    weights = {form: stems.rarity(count, len(base.claims)) for form, count in counts.items()}
    yield "claim_terms", ((rank, own) for rank, own, _ in terms)
    yield "asked", (_asked_row(question, rank, weights) for rank, _, questions in terms for question in questions)
    yield "term_count", sorted(counts.items())
    yield "phrase", _phrase_rows(base, phrases)
    # What is misspelt is never mended to a word that no claim and no question uses.
    untold = of_terms - words
    words |= untold
    # With the words that ask and join: the stemmers take long to import, and are for words that no text uses.
    known = sorted(words | stems.STOP)
    yield "stem", ((word, *(stems.stem(word, language) for language in stems.LANGUAGES)) for word in known)
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(words - untold):
        by_length[len(word)].append(word)
    yield "vocabulary", ((length, "\n".join(same)) for length, same in sorted(by_length.items()))


_Phrases = dict[tuple[str, ...], list[str]]

_Words = list[list[str]]
"""The words of a question, each as its stem and the terms that it stands for."""


def _used(words: list[str], language: stems.Language, phrases: Mapping[stems.Language, _Phrases]) -> list[str]:
    """Return the stems of words, and what stands for the terms that they use.

    Terms are read in English only: both sentences of a claim say the same, and more words of French have two meanings
    once their accents are off.
    """
    stemmed = stems.stems(words, language)
    if language != "en":
        return stemmed
    terms = {term for _, term in stems.terms_in(words, stemmed, phrases[language])}
    return [*stemmed, *(stems.token(term) for term in sorted(terms))]


def _questions(record: Asked | None, phrases: Mapping[stems.Language, _Phrases]) -> Iterator[_Words]:
    """Yield the questions that a claim answers, with what stands for the words that ask."""
    for language in stems.LANGUAGES if record else ():
        for text in getattr(record, language):
            words = stems.words_of(text)
            stemmed = stems.stems(words, language)
            forms = [[stem] for stem in stemmed]
            for places, term in stems.terms_in(words, stemmed, phrases[language]):
                for place in places:
                    forms[place].append(stems.token(term))
            said = [form for word, form in zip(words, forms, strict=True) if word not in stems.STOP]
            yield [*said, *([token] for token in stems.asking(words))]


def _asked_row(question: _Words, rank: int, weights: Mapping[str, float]) -> Row:
    """Return all that stands for the words of a question, the claim that answers it, and what they weigh together."""
    whole = sum(min(weights.get(form, stems.HEAVIEST) for form in word) for word in question)
    return (" ".join("|".join(word) for word in question), rank, round(whole, 2))


def _words_of_questions(record: Asked | None) -> Iterator[str]:
    for text in (*record.en, *record.fr) if record else ():
        yield from stems.words_of(text)


def _phrase_rows(base: FactBase, phrases: Mapping[stems.Language, _Phrases]) -> list[Row]:
    kinds = {term.id: term.kind for term in base.terms}
    return sorted(
        (" ".join(words), language, term, kinds[term])
        for language, same in phrases.items()
        for words, terms in same.items()
        for term in terms
    )


def _phrases(base: FactBase, language: stems.Language) -> _Phrases:
    found: _Phrases = defaultdict(list)
    for term in base.terms:
        for phrase in term.en if language == "en" else term.fr:
            words = stems.words_of(phrase)
            same = found[tuple(stems.stems([words[place] for place in stems.linked(words)], language))]
            if term.id not in same:
                same.append(term.id)
    return found


def _told_by_fields(claim: Claim) -> Iterator[str]:
    """Yield the terms that the fields of a claim stand for."""
    for field, values in FIELD_TERMS.items():
        value = getattr(claim, field, None)
        for pair in values.split():
            name, _, term = pair.partition("=")
            if name == value:
                yield term or name


def _columns(
    claim: Claim, gists: Mapping[tuple[str, int], str], names: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[list[str], stems.Language]]:
    """Return the words of a claim, by where they stand, with the language they are in."""
    entities = dict.fromkeys(reference.id for reference in references(claim) if reference.target == "entity")
    told = [name for id_ in entities for name in names.get(id_, ())]
    return {
        "en": (stems.words_of(claim.en), "en"),
        "fr": (stems.words_of(claim.fr), "fr"),
        "gists": (
            stems.words_of(" ".join(gists.get((place.source, place.paragraph), "") for place in claim.evidence)),
            "en",
        ),
        "anchors": (stems.words_of(" ".join(place.words for place in claim.evidence)), "fr"),
        "names": (stems.words_of(" ".join(told)), "en"),
    }
