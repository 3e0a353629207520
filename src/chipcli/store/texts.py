"""The tables that full text is asked of: stems of sentences, gists, anchors and names, in both languages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from chipcli import stems
from chipcli.model.base import FactBase
from chipcli.model.claim import Claim
from chipcli.model.references import references

Row = tuple[object, ...]


def tables(base: FactBase, ranks: Mapping[str, int]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of every table of full text."""
    phrases = {language: _phrases(base, language) for language in stems.LANGUAGES}
    gists = {(source.id, part.number): part.gist for source in base.sources for part in source.paragraphs}
    names = {entity.id: (entity.name, entity.name_fr or "") for entity in base.entities}
    texts: list[Row] = []
    terms: list[Row] = []
    counts: Counter[str] = Counter()
    words = {word for term in base.terms for phrase in (*term.en, *term.fr) for word in stems.words_of(phrase)}
    for claim in base.claims:
        columns = _columns(claim, gists, names)
        used = {place: _used(*column, phrases) for place, column in columns.items()}
        other = [stem for place in ("gists", "anchors", "names") for stem in used[place]]
        texts.append((ranks[claim.id], " ".join(used["en"]), " ".join(used["fr"]), " ".join(other)))
        # What a paragraph says is not what each of its claims says: its gist helps to find them, and no more.
        own = {stem for place in used if place != "gists" for stem in used[place]}
        terms.append((ranks[claim.id], " ".join(sorted(own))))
        counts.update(own.union(used["gists"]))
        words |= {word for column, _ in columns.values() for word in column}
    yield "claim_text (rowid, en, fr, other)", texts
    yield "claim_terms", terms
    yield "term_count", sorted(counts.items())
    yield "phrase", _phrase_rows(base, phrases.values())
    # With the words that ask and join: the stemmers take long to import, and are for words that no text uses.
    known = sorted(words | stems.STOP)
    yield "stem", ((word, *(stems.stem(word, language) for language in stems.LANGUAGES)) for word in known)
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(words):
        by_length[len(word)].append(word)
    yield "vocabulary", ((length, "\n".join(same)) for length, same in sorted(by_length.items()))


_Phrases = dict[tuple[str, ...], list[str]]


def _used(words: list[str], language: stems.Language, phrases: Mapping[stems.Language, _Phrases]) -> list[str]:
    """Return the stems of words, and what stands for the terms that they use."""
    stemmed = stems.stems(words, language)
    terms = {term for _, term in stems.terms_in(stemmed, phrases[language])}
    return [*stemmed, *(stems.token(term) for term in sorted(terms))]


def _phrase_rows(base: FactBase, phrases: Iterable[_Phrases]) -> list[Row]:
    kinds = {term.id: term.kind for term in base.terms}
    rows = {(" ".join(words), term) for same in phrases for words, terms in same.items() for term in terms}
    return [(words, term, kinds[term]) for words, term in sorted(rows)]


def _phrases(base: FactBase, language: stems.Language) -> _Phrases:
    found: _Phrases = defaultdict(list)
    for term in base.terms:
        for phrase in term.en if language == "en" else term.fr:
            same = found[tuple(stems.stems(stems.words_of(phrase), language))]
            if term.id not in same:
                same.append(term.id)
    return found


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
