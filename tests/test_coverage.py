import os
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from chipcli import reader
from chipcli.evidence import articles
from chipcli.evidence.articles import sentence_spans
from chipcli.evidence.coverage import coverage
from chipcli.model.answer import Coverage
from chipcli.model.base import FactBase
from chipcli.model.source import Source

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def base() -> FactBase:
    return reader.read(ROOT)


@pytest.fixture(scope="module")
def counted(base: FactBase) -> list[Coverage]:
    folder = os.environ.get("CHIPCLI_ARTICLES")
    assert folder, "CHIPCLI_ARTICLES names the folder with the articles"
    found = articles.find(Path(folder), base.sources)
    return [coverage(source, found[source.id], base.claims) for source in base.sources]


@pytest.mark.articles
def test_every_sentence_of_every_article_is_decided(counted: list[Coverage]) -> None:
    assert len(counted) == 5
    assert [(row.source, row.undecided) for row in counted if row.undecided] == []


@pytest.mark.articles
def test_every_claim_rests_on_a_sentence(counted: list[Coverage], base: FactBase) -> None:
    resting = {claim for row in counted for sentence in row.details for claim in sentence.claims}
    assert resting == {claim.id for claim in base.claims}


@pytest.mark.articles
def test_the_readme_tells_the_figures(counted: list[Coverage]) -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told = re.search(r"Of the (\d+) sentences, claims rest on (\d+), and (\d+) are set aside", text)
    assert told
    totals = [sum(getattr(row, field) for row in counted) for field in ("sentences", "with_claims", "set_aside")]
    assert [int(figure) for figure in told.groups()] == totals


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("Un milliard (10,5 pour cent) de la S.A. locale. Puis ? Oui.", None),
        ("« Il dit. » Elle part.", ["« Il dit. » ", "Elle part."]),
        ("Sans fin", ["Sans fin"]),
        ("", []),
    ],
)
def test_a_paragraph_is_parted_into_sentences_without_a_gap(paragraph: str, parts: list[str] | None) -> None:
    found = [paragraph[start:end] for start, end in sentence_spans(paragraph)]
    assert "".join(found) == paragraph
    assert parts is None or found == parts


def test_a_sentence_without_a_claim_is_undecided_until_its_card_gives_a_reason(base: FactBase) -> None:
    card = next(source for source in base.sources if source.id == "2025-11-04-ai-race")
    bare = _without_asides(card)
    assert sum(len(paragraph.set_aside) for paragraph in card.paragraphs) == 3
    assert all(not paragraph.set_aside for paragraph in bare.paragraphs)
    article = articles.Article(card.id, tuple("Cela suffit." for _ in card.paragraphs))
    told = coverage(bare, article, [])
    assert told.undecided == sum(paragraph.role not in ("boilerplate", "heading") for paragraph in card.paragraphs)
    assert told.set_aside + told.undecided == told.sentences == len(card.paragraphs)


def _without_asides(card: Source) -> Source:
    return replace(card, paragraphs=tuple(replace(paragraph, set_aside=()) for paragraph in card.paragraphs))
