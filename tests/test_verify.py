"""The proof of the base against the articles: its readers, its checks, and what it catches on the real base."""

import hashlib
import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from benchmarks import mutations
from chipcli import authored, checks, dates, reader
from chipcli.authored import AuthoredFile
from chipcli.evidence import articles, firmness, french, naming, numbers, times
from chipcli.evidence.articles import Article
from chipcli.evidence.bench import bench
from chipcli.evidence.french import Passage
from chipcli.evidence.verify import Verification, verify
from chipcli.model.base import FactBase
from chipcli.model.entity import Alias, Entity
from chipcli.model.values import Evidence, Level

# An article of ours. It tells of nothing that exists.
ARTICLE = """\
date 2025-03-05 Zeta vend encore au Nord
Selon l'agence Boréal, Acme a commandé environ 3 millions de puces Z9 de Zeta en janvier dernier, livraison en 2026.
Zeta, dont le patron se tait, annonce un bénéfice. Acme aurait aussi acheté des puces Z7.
En février 2025, Washington a interdit l'exportation de la Z9 vers la Chine, avant que ce ne soit annulé en mars.
La Z9 est presque trois fois plus puissante que la Z7.
"""

Claims = dict[str, Any]


def claims() -> dict[str, Claims]:
    """Return right claims about the article, by id."""
    return {
        "z9-order": {
            "kind": "demand",
            "subject": "z9",
            "buyers": ["acme"],
            "stage": "ordered",
            "quantity": {"number": 3_000_000, "op": "about", "unit": "units", "words": "environ 3 millions de puces"},
            "delivery": "2026",
            "mentions": ["zeta"],
            "when": "2025-01",
            "when_basis": "relative",
            "level": "reported",
            "voices": [{"entity": "boreal"}],
            "en": "Acme ordered about 3 million Z9 chips of Zeta in January 2025, according to Boréal.",
            "fr": "D'après Boréal, Acme a passé commande d'environ 3 millions de Z9 à Zeta en janvier 2025.",
            "evidence": [{"source": "nord", "paragraph": 2, "words": "Acme a commandé environ 3 millions"}],
        },
        "z7-bought": {
            "kind": "demand",
            "subject": "z7",
            "buyers": ["acme"],
            "stage": "bought",
            "quantity": {"number": None, "op": "unknown", "unit": "units"},
            "when": "../2025-03-05",
            "when_basis": "inferred",
            "level": "hedged",
            "en": "By 5 March 2025 Acme had reportedly bought Z7 chips.",
            "fr": "Au 5 mars 2025, Acme aurait fait l'achat de Z7.",
            "evidence": [{"source": "nord", "paragraph": 3, "words": "Acme aurait aussi acheté"}],
        },
        "z9-blocked": {
            "kind": "export_status",
            "subject": "z9",
            "rule": "us_export",
            "state": "blocked",
            "mode": "change",
            "by": "us-government",
            "when": "2025-02",
            "when_basis": "stated",
            "level": "stated",
            "en": "In February 2025 Washington banned exports of the Z9 to China.",
            "fr": "En février 2025, Washington a interdit d'exporter la Z9 vers la Chine.",
            "evidence": [{"source": "nord", "paragraph": 4, "words": "Washington a interdit l'exportation"}],
        },
        "z9-faster": {
            "kind": "performance",
            "subject": "z9",
            "baseline": "z7",
            "factor": {"number": 3, "op": "almost", "unit": "times", "words": "presque trois fois"},
            "comparison": "more",
            "when": "2025-03-05",
            "when_basis": "published",
            "level": "stated",
            "en": "The Z9 is almost three times as powerful as the Z7.",
            "fr": "La Z9 atteint presque trois fois la puissance de la Z7.",
            "evidence": [{"source": "nord", "paragraph": 5, "words": "presque trois fois plus puissante"}],
        },
    }


FILES = {"demand": "demand", "export_status": "export_status", "performance": "performance"}

ENTITIES = [
    {"id": "z9", "kind": "chip", "name": "Z9"},
    {"id": "z7", "kind": "chip", "name": "Z7"},
    {"id": "z5", "kind": "chip", "name": "Z5"},
    {"id": "zeta", "kind": "company", "name": "Zeta"},
    {"id": "acme", "kind": "company", "name": "Acme"},
    {"id": "boreal", "kind": "outlet", "name": "Boréal"},
    {"id": "us-government", "kind": "public_body", "name": "US government", "aliases": [{"name": "Washington"}]},
    {"id": "chinese-government", "kind": "public_body", "name": "Chinese government", "aliases": [{"name": "Pékin"}]},
]


def card() -> dict[str, Any]:
    """Return the card of the article."""
    texts = articles.paragraphs(ARTICLE)
    return {
        "id": "nord",
        "document": {"file": "nord.txt", "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest()},
        "language": "fr",
        "title": "Zeta still sells to the North",
        "title_fr": "Zeta vend encore au Nord",
        "publisher": None,
        "agency": None,
        "published": "2025-03-05",
        "published_basis": "stated",
        "paragraphs": [
            {
                "number": at + 1,
                "role": "body",
                "sha256": articles.paragraph_digest(text),
                "gist": f"Paragraph {at + 1}",
                "gist_fr": f"Paragraphe {at + 1}",
            }
            for at, text in enumerate(texts)
        ],
    }


def base_of(written: dict[str, Claims], source: dict[str, Any] | None = None) -> FactBase:
    """Assemble a base as the reader would from files."""
    kinds: dict[str, list[Claims]] = {}
    for id_, claim in written.items():
        fields = {name: value for name, value in claim.items() if name != "kind"}
        kinds.setdefault(claim["kind"], []).append({"id": id_, **fields})
    files = {f"facts/{FILES[kind]}.yaml": records for kind, records in kinds.items()}
    everything: dict[str, object] = {"seeds/nord.yaml": source or card(), "facts/entities/all.yaml": ENTITIES, **files}
    return reader.assemble([AuthoredFile(name, json.dumps(data).encode()) for name, data in everything.items()])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "any-name.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def complaints(found: Verification) -> list[str]:
    """Return where a verification found something wrong."""
    return sorted({problem.place for problem in found.problems})


# Numbers


@pytest.mark.parametrize(
    ("text", "number", "op", "unit"),
    [
        ("environ 250 000 cartes", 250_000, "about", "units"),
        ("près de 7 milliards de CNY", 7_000_000_000, "almost", "CNY"),
        ("près d'un million de dollars", 1_000_000, "almost", "USD"),
        ("plus d’un milliard d’euros", 1_000_000_000, "gt", "EUR"),
        ("plus de 12,5 %", 12.5, "gt", "percent"),
        ("au moins trois ans", 3, "ge", "years"),
        ("presque vingt-deux fois", 22, "almost", "times"),
        ("une finesse supérieure à 14 nanomètres", 14, "gt", "nm"),
        ("moins de deux mille puces", 2000, "lt", "units"),
        ("5 nm", 5, "eq", "nm"),
        ("son cours a doublé", 2, "eq", "times"),
        ("une hausse quadruple", 4, "eq", "times"),
    ],
)
def test_a_figure_is_read_with_operator_and_unit(text: str, number: float, op: str, unit: str) -> None:
    (figure,) = numbers.figures(text)
    assert (figure.number, figure.op, figure.unit) == (number, op, unit)


@pytest.mark.parametrize(
    "text", ["la H200 de Nvidia", "un modèle", "en 2025", "le Z9 et le Z7", "", "quatre personnes"]
)
def test_a_name_a_year_or_a_head_count_is_no_figure(text: str) -> None:
    assert numbers.figures(text) == ()


def test_several_figures_keep_their_own_operators() -> None:
    found = numbers.figures("près de 7 milliards de CNY, soit 980 millions de dollars")
    assert [(figure.number, figure.op, figure.unit) for figure in found] == [
        (7_000_000_000, "almost", "CNY"),
        (980_000_000, "eq", "USD"),
    ]


@given(
    st.integers(1, 10**9),
    st.sampled_from(
        [("", "eq"), ("environ ", "about"), ("près de ", "almost"), ("au moins ", "ge"), ("plus de ", "gt")]
    ),
    st.sampled_from([("", 1), (" millions", 10**6), (" milliards", 10**9)]),
    st.sampled_from([("dollars", "USD"), ("euros", "EUR"), ("CNY", "CNY"), ("puces", "units")]),
    st.booleans(),
)
def test_a_printed_figure_is_read_back(
    number: int,
    op: tuple[str, str],
    scale: tuple[str, int],
    unit: tuple[str, str],
    grouped: bool,  # noqa: FBT001  # drawn
) -> None:
    digits = f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if grouped else str(number)
    text = articles.normal(f"Le groupe paierait {op[0]}{digits}{scale[0]} {'de ' if scale[0] else ''}{unit[0]}.")
    (figure,) = numbers.figures(text)
    assert (figure.number, figure.op, figure.unit) == (number * scale[1], op[1], unit[1])


# Dates


def span(text: str) -> dates.Span:
    return dates.parse(text)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Le groupe a payé en avril 2024.", "2025-03-05", [("2024-04", "stated")]),
        ("Bloqué en avril 2024, rendu en juillet.", "2025-03-05", [("2024-04", "stated"), ("2024-07", "stated")]),
        ("Le 3 mai 2024, il a payé.", "2025-03-05", [("2024-05-03", "stated")]),
        ("Il a payé en août dernier.", "2025-03-05", [("2024-08", "relative")]),
        ("Il a payé en février.", "2025-03", [("2025-02", "relative")]),
        ("Le 17 novembre, il a payé.", "2023-11", [("2023-11-17", "relative")]),
        ("Il a payé mercredi.", "2025-03-05", [("2025-03-05", "relative")]),
        ("Il a payé jeudi.", "2025-03-05", [("2025-02-27", "relative")]),
        ("Il paie cette semaine.", "2025-03", [("2025-03", "relative")]),
        ("Il paie cette semaine.", "2025-03-05", [("2025-03-03/2025-03-05", "relative")]),
        ("Ces derniers mois, il payait.", "2025-03-05", [("../2025-03-05", "relative")]),
        ("Le cours monte depuis l'été.", "2025-03-05", [("2024-06/2025-03-05", "relative")]),
        (
            "En octobre, il payait. Deux mois plus tard, plus rien.",
            "2025-03",
            [("2024-10", "relative"), ("2024-12", "relative")],
        ),
        ("En octobre, il payait.", "2025-03/..", []),
        ("La puce A2000 coûte 2 000 euros.", "2025-03-05", []),
    ],
)
def test_a_date_is_read_from_the_words(text: str, published: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention.edtf, mention.basis) for mention in times.mentions(text, span(published))] == expected


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_printed_day_is_read_back(day: date) -> None:
    text = f"Le {'1er' if day.day == 1 else day.day} {times.MONTHS[day.month - 1]} {day.year}, il a payé."
    assert [mention.edtf for mention in times.mentions(text, None)] == [day.isoformat()]


@given(st.dates(date(1951, 1, 1), date(2049, 12, 31)), st.integers(1, 12))
def test_a_month_without_a_year_is_the_last_one_before_the_article(published: date, month: int) -> None:
    (mention,) = times.mentions(f"Il a payé en {times.MONTHS[month - 1]}.", dates.day(published))
    read = dates.parse(mention.edtf)
    assert read.first.month == month
    assert read.first <= published < read.first.replace(year=read.first.year + 1)


@given(st.dates(date(1951, 1, 1), date(2049, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_at_most_six_days_back(published: date, weekday: int) -> None:
    name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[weekday]
    (mention,) = times.mentions(f"Il a payé {name}.", dates.day(published))
    read = date.fromisoformat(mention.edtf)
    assert read.weekday() == weekday
    assert timedelta(0) <= published - read < timedelta(7)


@given(st.integers(1, 28), st.integers(0, 400))
def test_the_age_of_a_page_is_counted_back_from_its_date(day: int, age: int) -> None:
    today = date(2026, 1, day)
    printed = times.printed_publication(("Zeta", f"Monday, {day} January 2026", f"{age} days ago"))
    assert printed is not None
    assert (printed.edtf, printed.basis) == ((today - timedelta(days=age)).isoformat(), "relative")


def test_a_date_line_says_when_a_page_was_published() -> None:
    printed = times.printed_publication(("date 2025-03 Zeta vend",))
    assert printed is not None
    assert (printed.edtf, printed.basis) == ("2025-03", "stated")


@given(st.text(max_size=300))
def test_folded_text_keeps_its_length(text: str) -> None:
    normal = articles.normal(text)
    assert len(french.fold(normal)) == len(normal)


@given(st.text(alphabet="Aa .!?«»\"'1", max_size=80))
def test_sentences_cover_a_paragraph(text: str) -> None:
    paragraph = articles.normal(text)
    assert "".join(paragraph[part.start : part.end] for part in french.sentences(paragraph)) == paragraph


# Firmness


def passage(text: str, words: str) -> Passage:
    found = french.locate(Article("nord", (text,)), Evidence(source="nord", paragraph=1, words=words))
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        ("Zeta vend des puces.", "vend", Level.STATED),
        ("Zeta aurait vendu des puces.", "vendu", Level.HEDGED),
        ("Zeta considérait la vente.", "la vente", Level.STATED),
        ("Zeta, qui aurait fermé une usine, vend des puces.", "vend des puces", Level.STATED),
        ("Zeta, qui aurait fermé une usine, vend des puces.", "fermé une usine", Level.HEDGED),
        ("En théorie, Zeta vend des puces.", "vend", Level.HEDGED),
        ("Zeta vend des puces, selon Boréal.", "vend", Level.REPORTED),
        ("Boréal a rapporté que Zeta vend des puces.", "vend", Level.REPORTED),
        ("Acme a déclaré qu'il vendrait, ont dit deux sources.", "vendrait", Level.ANNOUNCED),
        ("Zeta prévoit de vendre des puces.", "vendre", Level.PLANNED),
        ("Zeta s'attend à vendre des puces.", "vendre", Level.EXPECTED),
    ],
)
def test_a_sentence_is_as_firm_as_its_words(text: str, words: str, level: Level) -> None:
    levels = firmness.read(passage(text, words), speaks=False).levels
    assert level in levels
    assert (Level.STATED in levels) == (level is Level.STATED)


# Names


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("H20", "la H20", True),
        ("H20", "la H200", False),
        ("H20", "les H20 et les A100", True),
        ("Acme", "l’usine d’Acme", True),
        ("Acme", "les usines d’Acmetal", False),
        ("01.AI", "la jeune pousse 01.AI", True),
    ],
)
def test_a_proper_name_is_named_word_for_word(name: str, text: str, expected: bool) -> None:  # noqa: FBT001  # given
    assert naming.is_named(Entity(id="x", kind="chip", name=name), text) is expected


def test_a_group_is_named_by_the_words_that_describe_it() -> None:
    group = Entity(id="x", kind="group", name="Chinese foundries", name_fr="les fonderies chinoises")
    assert naming.is_named(group, "Les fonderies locales de la Chine")
    assert not naming.is_named(group, "Les fonderies coréennes")
    assert naming.is_named(structs.replace(group, aliases=(Alias(name="Silicon Club"),)), "le Silicon Club")


# The checks, on an article of ours


def test_right_claims_pass(folder: Path) -> None:
    found = verify(base_of(claims()), folder)
    assert found.problems == ()
    assert (found.sources, found.claims) == (1, 4)


def test_a_missing_article_is_a_problem_and_its_claims_are_not_checked(tmp_path: Path) -> None:
    found = verify(base_of(claims()), tmp_path)
    assert complaints(found) == ["nord.document"]
    assert (found.sources, found.claims) == (0, 0)


def test_a_paragraph_with_another_hash_is_a_problem(folder: Path) -> None:
    source = card()
    source["paragraphs"][2]["sha256"] = "0" * 64
    assert complaints(verify(base_of(claims(), source), folder)) == ["nord.paragraphs"]


def test_a_paragraph_too_many_is_a_problem(folder: Path) -> None:
    source = card()
    source["paragraphs"].append({**source["paragraphs"][-1], "number": 6})
    assert complaints(verify(base_of(claims(), source), folder)) == ["nord.paragraphs"]


def test_a_card_that_dates_its_article_otherwise_is_a_problem(folder: Path) -> None:
    source = card() | {"published": "2025-03-06"}
    assert "nord.published" in complaints(verify(base_of(claims(), source), folder))


def test_an_article_in_another_language_is_only_checked_for_its_places(folder: Path) -> None:
    written = claims()
    written["z9-order"]["quantity"]["number"] = 4
    assert complaints(verify(base_of(written, card() | {"language": "en"}), folder)) == []
    written["z9-order"]["evidence"][0]["words"] = "Acme a vendu"
    assert complaints(verify(base_of(written, card() | {"language": "en"}), folder)) == ["z9-order.evidence"]


@pytest.mark.parametrize(
    ("claim", "change", "place"),
    [
        ("z9-order", {"evidence": [{"source": "nord", "paragraph": 3, "words": "Acme"}]}, "quantity"),
        ("z9-order", {"evidence": [{"source": "nord", "paragraph": 2, "words": "de"}]}, "evidence"),
        (
            "z9-order",
            {"quantity": {"number": 4_000_000, "op": "about", "unit": "units", "words": "3 millions de puces"}},
            "quantity",
        ),
        (
            "z9-order",
            {"quantity": {"number": 3_000_000, "op": "eq", "unit": "units", "words": "3 millions de puces"}},
            "quantity",
        ),
        (
            "z9-order",
            {"quantity": {"number": 3_000_000, "op": "about", "unit": "USD", "words": "3 millions de puces"}},
            "quantity",
        ),
        (
            "z9-order",
            {"quantity": {"number": None, "op": "unknown", "unit": "units", "words": "3 millions"}},
            "quantity",
        ),
        ("z9-order", {"when": "2025-02"}, "when"),
        ("z9-order", {"when_basis": "stated"}, "when"),
        ("z9-order", {"delivery": "2027"}, "delivery"),
        ("z9-order", {"level": "stated", "voices": []}, "level"),
        ("z9-order", {"level": "hedged"}, "level"),
        ("z9-order", {"voices": [{"en": "sources", "fr": "des sources"}]}, "voices"),
        ("z9-order", {"buyers": ["zeta"], "mentions": []}, "en"),
        ("z9-order", {"stage": "bought"}, "stage"),
        ("z9-order", {"subject": "z5"}, "subject"),
        ("z7-bought", {"level": "stated"}, "level"),
        ("z7-bought", {"when": "../2025-03-06"}, "when"),
        ("z7-bought", {"when": "2025-03-05/.."}, "when"),
        ("z7-bought", {"en": "By 6 March 2025 Acme had reportedly bought Z7 chips."}, "en"),
        ("z7-bought", {"en": "By 5 March 2025 Acme had bought Z7 chips."}, "en"),
        ("z7-bought", {"fr": "Au 5 mars 2025, Acme aurait fait l'achat de Z9."}, "en"),
        ("z9-blocked", {"state": "allowed"}, "state"),
        ("z9-blocked", {"rule": "cn_purchase", "state": "prohibited"}, "by"),
        ("z9-blocked", {"by": "chinese-government"}, "by"),
        ("z9-blocked", {"mode": "observed"}, "mode"),
        ("z9-blocked", {"when": "2025-03"}, "when"),
        ("z9-faster", {"subject": "z7", "baseline": "z9"}, "baseline"),
        ("z9-faster", {"comparison": "less"}, "comparison"),
        ("z9-faster", {"when": "2025-03"}, "when"),
        (
            "z9-faster",
            {"factor": {"number": 2, "op": "almost", "unit": "times", "words": "presque trois fois"}},
            "factor",
        ),
    ],
)
def test_a_wrong_claim_is_found_out(folder: Path, claim: str, change: Claims, place: str) -> None:
    written = claims()
    written[claim] |= change
    assert f"{claim}.{place}" in complaints(verify(base_of(written), folder))


def test_words_that_stand_aside_need_something_to_be_aside_of(folder: Path) -> None:
    written = claims()
    written["z9-faster"]["evidence"][0]["aside"] = "true"
    assert complaints(verify(base_of(written), folder)) == ["z9-faster.level"]


# The real base


@pytest.fixture(scope="module")
def real() -> FactBase:
    root = authored.checkout()
    assert root, "the facts are read from a checkout"
    return reader.read(root)


@pytest.fixture(scope="module")
def seeds() -> Path:
    place = os.environ.get("CHIPCLI_ARTICLES")
    assert place, "tests marked `articles` need CHIPCLI_ARTICLES"
    return Path(place)


@pytest.mark.articles
def test_the_base_is_what_the_articles_say(real: FactBase, seeds: Path) -> None:
    found = verify(real, seeds)
    assert [str(problem) for problem in found.problems] == []
    assert found.sources == len(real.sources)
    assert found.claims == len(real.claims)


@pytest.fixture(scope="module")
def tally(real: FactBase, seeds: Path) -> mutations.Tally:
    return mutations.tally(real, seeds)


@pytest.mark.slow
@pytest.mark.articles
@pytest.mark.parametrize(
    "kind",
    ["digit", "operator", "unit", "year", "month", "day", "source", "paragraph", "state", "rule", "stage", "voice"],
)
def test_no_such_change_goes_unnoticed(tally: mutations.Tally, kind: str) -> None:
    assert tally.made[kind], "nothing of the kind was tried"
    assert [mutant for mutant in tally.survivors if mutant.kind == kind] == []


@pytest.mark.slow
@pytest.mark.articles
def test_all_but_a_few_changes_are_noticed(tally: mutations.Tally) -> None:
    assert tally.share() >= 0.98
    assert tally.share("level up", "level down") >= 0.99
    assert tally.share("subject") >= 0.97
    assert tally.share("other entity") >= 0.96


@pytest.mark.articles
def test_what_is_tried_is_what_the_reader_would_accept(real: FactBase, seeds: Path) -> None:
    on = bench(real, articles.find(seeds, real.sources))
    tried = [mutant for claim in real.claims for mutant in mutations.mutants(on, claim)]
    for mutant in tried[:: len(tried) // 100]:
        changed = tuple(mutant.claim if claim.id == mutant.claim.id else claim for claim in real.claims)
        assert list(checks.problems(structs.replace(real, claims=changed))) == [], mutant.change
