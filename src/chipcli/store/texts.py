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
    phrases = {language: dict(_phrases(base, language)) for language in stems.LANGUAGES}
    gists = {(source.id, part.number): part.gist for source in base.sources for part in source.paragraphs}
    names = {entity.id: (entity.name, entity.name_fr or "") for entity in base.entities}
    texts: list[Row] = []
    terms: list[Row] = []
    counts: Counter[str] = Counter()
    vocabulary: dict[int, set[str]] = defaultdict(set)
    for claim in base.claims:
        columns = _columns(claim, gists, names)
        stemmed = {place: stems.stems(words, language) for place, (words, language) in columns.items()}
        used = {
            term
            for place, (_, language) in columns.items()
            for _, term in stems.terms_in(stemmed[place], phrases[language])
        }
        other = [
            *stemmed["gists"],
            *stemmed["anchors"],
            *stemmed["names"],
            *(stems.token(term) for term in sorted(used)),
        ]
        everything = sorted({*stemmed["en"], *stemmed["fr"], *other})
        texts.append(
            (
                ranks[claim.id],
                " ".join(stemmed["en"]),
                " ".join(stemmed["fr"]),
                " ".join(other),
            )
        )
        terms.append((ranks[claim.id], " ".join(everything)))
        counts.update(everything)
        for words, _ in columns.values():
            for word in words:
                vocabulary[len(word)].add(word)
    for term in base.terms:
        for phrase in (*term.en, *term.fr):
            for word in stems.words_of(phrase):
                vocabulary[len(word)].add(word)
    yield "claim_text (rowid, en, fr, other)", texts
    yield "claim_terms", terms
    yield "term_count", sorted(counts.items())
    kinds = {term.id: term.kind for term in base.terms}
    yield (
        "phrase",
        sorted(
            {(" ".join(words), term, kinds[term]) for same in phrases.values() for words, term in same.items()}, key=str
        ),
    )
    known = {word for words in vocabulary.values() for word in words} | stems.STOP
    yield "stem", ((word, *(stems.stem(word, language) for language in stems.LANGUAGES)) for word in sorted(known))
    yield "vocabulary", ((length, "\n".join(sorted(words))) for length, words in sorted(vocabulary.items()))


def _phrases(base: FactBase, language: stems.Language) -> Iterator[tuple[tuple[str, ...], str]]:
    for term in base.terms:
        for phrase in term.en if language == "en" else term.fr:
            yield tuple(stems.stems(stems.words_of(phrase), language)), term.id


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
