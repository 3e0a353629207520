"""Questions in words: what is understood, what is found, and what is not answered."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import search as scoring
from chipcli import reader, stems
from chipcli.asking import naming, ranking, times
from chipcli.asking.question import LONGEST, Question, understand
from chipcli.asking.search import search
from chipcli.errors import UsageError
from chipcli.model.answer import Answer, Hit, SearchQuery
from chipcli.model.asked import Asked
from chipcli.store import Store, open_base
from tests.conftest import Chipcli

TODAY = date(2026, 1, 26)

ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


BASE = open_base()
"""Opened once: Hypothesis asks hundreds of questions, and gives no fixtures."""


@pytest.fixture
def base() -> Store:
    return BASE


def understood(base: Store, text: str, today: date = TODAY) -> Question:
    return understand(base, text, today)


def ids(answer: Answer[SearchQuery, Hit]) -> list[str]:
    return [hit.claim.id for hit in answer.result]


def message(answer: Answer[SearchQuery, Hit]) -> str:
    return str(answer.warnings[-1].message)


def span_in(text: str, today: date = TODAY) -> str | None:
    span, _ = times.read(stems.words_of(text), today)
    return span.edtf if span else None


# Names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("was the H20 blocked", ["h20"]),
        ("how many h 200 do they want", ["h200"]),
        ("les a 800 et h 800 sont interdites", ["a800", "h800"]),
        ("Nvidia's H-20", ["nvidia", "h20"]),
        ("qui a financé 01.AI", ["zero-one-ai"]),
        ("montant levé par 01.AI", ["zero-one-ai"]),
        ("cambrikon shareholders", ["cambricon"]),
        ("Tsingua Unigrup bankruptcy", ["tsinghua-unigroup"]),
        ("DeepSeek R2 delayed", ["deepseek-r2"]),
        ("what did Xi say", ["xi-jinping"]),
        ("le H2O était-il bloqué", ["h20"]),
        ("when will Rubin come", ["rubin"]),
        ("l'IA en Chine", []),
        ("how many H200s", ["h200"]),
    ],
)
def test_names_are_found_anywhere_in_a_question(base: Store, text: str, named: list[str]) -> None:
    assert [entity.id for entity in understood(base, text).entities] == named


@pytest.mark.parametrize(
    "text",
    [
        "H300 price", "RTX 5090 ban", "rtx5090", "AMD MI308 export licence", "is the B200 allowed", "Biren Technology",
        "what does Elon Musk say", "did DeepSeek launch V4", "chips at Moore Threads",
    ],
)  # fmt: skip
def test_a_name_that_is_in_no_text_of_the_base_is_not_answered(base: Store, text: str) -> None:
    answer = search(base, text)
    assert (answer.outcome, answer.result) == ("not_found", ())
    assert message(answer).startswith("no '")


@settings(deadline=None)  # the base may be compiled in memory first
@given(st.sampled_from("ABHLMV"), st.integers(1, 9999))
def test_a_code_is_its_own_product_or_none(letter: str, number: int) -> None:
    code = f"{letter}{number}"
    known = {entry.entity for entry in BASE.by_key(code.casefold())}
    found = understood(BASE, f"was the {code} blocked in 2025")
    assert {entity.id for entity in found.entities} == known
    assert bool(found.unknown) == (not known)


def test_a_question_about_the_h20_never_gets_a_claim_about_the_h200_only(base: Store) -> None:
    chips = set(base.ids_of_kind("chip"))
    for words in ("price", "how many were ordered", "made in", "cut down", "grey market", "production", "who buys"):
        for hit in search(base, f"H20 {words}").result:
            named = hit.claim.named() & chips
            assert not named or "h20" in named, words


@pytest.mark.parametrize(
    "text", ["which chips could China buy in May 2025", "quelles puces la Chine pouvait-elle acheter en mai 2025"]
)
def test_which_chips_could_be_bought_is_told_by_both_rules(base: Store, text: str) -> None:
    answer = search(base, text)
    assert answer.query.form == "status"
    assert {"h20-us-blocked", "h200-us-blocked-until-announcement"} <= set(ids(answer))


@pytest.mark.parametrize("chip", ["H20", "H200", "H100", "A100", "A800", "H800", "L20"])
def test_an_order_or_a_stock_is_never_that_of_another_company(base: Store, chip: str) -> None:
    for company in base.ids_of_kind("company"):
        (name,) = base.entity_names([company])
        own = {company, *base.groups_of(company)}
        for words in ("how many {chip} did {name} order", "{name} {chip} order", "did {name} buy the {chip}",
                      "{name} stock of {chip}", "{name} a commandé combien de {chip}"):  # fmt: skip
            text = words.format(chip=chip, name=name.name)
            for hit in search(base, text).result[:1]:
                named = ranking.names_of(hit.claim)
                makers = frozenset().union(*(base.made_by(id_) for id_ in named & set(base.ids_of_kind("chip"))))
                assert own & (named | makers), (text, hit.claim.id)


@pytest.mark.parametrize("text", ["in 2025", "oct 2023", "Q3 2025", "fee 25 percent", "top 5", "par 12"])
def test_a_number_beside_a_word_is_no_code(base: Store, text: str) -> None:
    assert naming.read(base, text).unknown == ()


# Dates


@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from([ENGLISH, FRENCH]))
def test_a_month_is_read_in_both_languages(year: int, month: int, language: tuple[str, ...]) -> None:
    assert span_in(f"in {language[month - 1]} {year}") == f"{year}-{month:02}"
    assert span_in(f"en {language[month - 1].upper()} {year}") == f"{year}-{month:02}"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_in_both_languages(day: date) -> None:
    english, french = ENGLISH[day.month - 1], FRENCH[day.month - 1]
    written = (
        f"{day.day} {english} {day.year}",
        f"{english} {day.day}, {day.year}",
        f"le {day.day} {french} {day.year}",
    )
    assert {span_in(text) for text in written} == {day.isoformat()}


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2000, 2099))
def test_two_months_are_a_span(first: int, second: int, year: int) -> None:
    first, second = sorted((first, second))
    english = f"between {ENGLISH[first - 1]} {year} and {ENGLISH[second - 1]} {year}"
    french = f"entre {FRENCH[first - 1]} {year} et {FRENCH[second - 1]} {year}"
    assert span_in(english) == span_in(french) == f"{year}-{first:02}/{year}-{second:02}"


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.integers(1, 12))
def test_the_last_month_of_a_name_is_never_ahead(today: date, month: int) -> None:
    for text in (f"last {ENGLISH[month - 1]}", f"en {FRENCH[month - 1]} dernier"):
        read = span_in(text, today)
        assert read is not None
        year = today.year if month <= today.month else today.year - 1
        assert read == f"{year}-{month:02}"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("last month", "2025-12"),
        ("le mois dernier", "2025-12"),
        ("last year", "2025"),
        ("l'année dernière", "2025"),
        ("this month", "2026-01"),
        ("last spring", "2025-03/2025-05"),
        ("l'été dernier", "2025-06/2025-08"),
        ("last week", "2026-01-19/2026-01-25"),
        ("third quarter of 2025", "2025-07/2025-09"),
        ("before May 2025", "2025-04-30"),
        ("two months ago", "2025-11"),
        ("il y a trois semaines", "2026-01-05/2026-01-11"),
        ("last quarter", "2025-10/2025-12"),
        ("premier semestre 2025", "2025-01/2025-06"),
        ("fin 2025", "2025-09/2025-12"),
        ("yesterday", "2026-01-25"),
        ("next year", "2027"),
        ("may it be sold", None),
    ],
)
def test_what_is_counted_from_the_day_of_the_question(text: str, edtf: str | None) -> None:
    assert span_in(text) == edtf


def test_an_iso_date_is_read(base: Store) -> None:
    found = understood(base, "H20 between 2025-04 and 2025-07-15").span
    assert found is not None
    assert found.edtf == "2025-04/2025-07-15"


def test_a_misspelt_month_is_read_beside_its_year(base: Store) -> None:
    found = understood(base, "H200 en janvire 2026").span
    assert found is not None
    assert found.edtf == "2026-01"


# Forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("was the H20 blocked on 15 June 2025", "status"),
        ("la H20 est-elle autorisée aujourd'hui", "status"),
        ("which chips could be sold to China in July 2025", "status"),
        ("how much more powerful is the H200 than the H20", "comparison"),
        ("how many A800 did they order", "amount"),
        ("qui dirige Alibaba", "who"),
        ("depuis quand la H20 est-elle bloquée", "when"),
        ("why was R2 delayed", "why"),
        ("parent company of DeepSeek", "fact"),
    ],
)
def test_the_form_of_a_question(base: Store, text: str, form: str) -> None:
    assert understood(base, text).form == form


def test_a_state_is_answered_by_status_in_one_sentence(chipcli: Chipcli) -> None:
    answer = chipcli("search", "was the H20 blocked on 15 June 2025", "--json").json
    assert "blocked" in answer["lead"]["en"]
    assert "15 June 2025" in answer["lead"]["en"]
    assert answer["result"][0]["claim"]["id"] == "h20-us-blocked"
    status = chipcli("status", "H20", "--date", "2025-06-15", "--rule", "us", "--json").json["result"][0]
    assert status["claims"][0] == "h20-us-blocked"


@pytest.mark.parametrize(
    "text",
    [
        "how many times more powerful is the H20 than the H200",
        "pourquoi le H20 est-il 6 fois plus puissant que le H200",
    ],
)
def test_a_premise_the_wrong_way_round_gets_the_fact_as_it_stands(base: Store, text: str) -> None:
    answer = search(base, text)
    assert ids(answer)[0] == "h200-vs-h20-almost-six-times"
    assert answer.lead is not None
    assert answer.lead.en.startswith("The H200 is almost six times")


def test_what_no_source_compares_is_not_compared(base: Store) -> None:
    answer = search(base, "is the H20 faster than the H800")
    assert answer.outcome == "not_found"
    assert "compares" in message(answer)


def test_disagreements_are_shown_side_by_side(base: Store) -> None:
    first, second = search(base, "do the sources contradict each other on Cambricon's funding round").result[:2]
    assert second.claim.id in {conflict.claim for conflict in first.claim.conflicts_with}
    assert search(base, "do sources contradict each other about Shein").outcome == "not_found"


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("où est fabriqué le H200", {"place"}),
        ("which country keeps EUV for itself", {"place"}),
        ("which chips did Nvidia cut down", {"product"}),
        ("quelles sociétés veulent la H200", {"company"}),
        ("à quoi sert le mixture of experts", {"use"}),
        ("pq R2 a été repoussé", {"reason"}),
        ("qui dirige Alibaba", {"person"}),
        ("quote of Joe Tsai", {"saying"}),
        ("parent company of DeepSeek", set()),
    ],
)
def test_what_an_answer_has_to_give(base: Store, text: str, wants: set[str]) -> None:
    assert understood(base, text).wants == wants


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("how many H200 do they want", "count"),
        ("combien Alibaba a investi dans l'IA", "money"),
        ("chiffre d'affaires de Cambricon en 2025", "money"),
        ("Cambricon revenue growth", None),
        ("part de marché de Nvidia en %", "percent"),
        ("combien de temps Baidu peut tenir", "length"),
    ],
)
def test_the_sort_of_figure_that_is_asked_for(base: Store, text: str, figure: str | None) -> None:
    assert understood(base, text).figure == figure


def test_what_is_told_of_one_of_a_list_answers_and_of_one_party_does_not(base: Store) -> None:
    assert set(ids(search(base, "finesse de gravure de TSMC et Samsung"))[:2]) == {"tsmc-3nm", "samsung-3nm"}
    assert search(base, "what stake does Samsung hold in Cambricon").outcome == "not_found"


@pytest.mark.parametrize(
    "text",
    [
        "who is the CEO of Intel",  # a known question asks, the wrong way round, whether Huang leads it
        "how many H200 does Tencent want",  # Alibaba and ByteDance do
        "combien de puces Tencent a-t-il en stock",  # its order has a number, its stock has none
        "when was the H100 released",  # when it was forbidden is told
        "finesse de gravure du H200",  # that of foundries is told
        "effectif de SMIC",  # "effects" have the same stem in the other language
    ],
)
def test_what_is_told_of_another_or_of_another_matter_is_no_answer(base: Store, text: str) -> None:
    assert search(base, text).outcome == "not_found"


def test_what_the_source_itself_leaves_open_answers_how_much(base: Store) -> None:
    answer = search(base, "how many local chips must be bought for each H200")
    assert ids(answer)[0] == "cn-domestic-quota-not-specified"


def test_who_decides_tells_which_rule_is_asked_for(base: Store) -> None:
    assert understood(base, "la Chine autorise-t-elle la H200").rules == ("cn_purchase",)
    assert understood(base, "la H200 peut-elle partir vers la Chine").rules == ()


def test_without_a_date_a_state_is_that_of_the_day_of_the_question(base: Store) -> None:
    answer = search(base, "has Beijing approved H200 imports as of today", today=date(2025, 12, 12))
    assert ids(answer)[0] == "h200-cn-no-decision-dec10"


# Misspelt


@pytest.mark.parametrize("text", ["Which senators opposed it", "overturn of the ban", "quand Biden a commencé"])
def test_a_right_word_that_is_like_one_of_the_base_is_left_alone(base: Store, text: str) -> None:
    assert not {"sectors", "ouverture", "commerce"} & set(understood(base, text).mended.values())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("levée de fonds cambrikon", "cambricon-raise"),
        ("tencent stockpiel hunyuan", "tencent-stock-hunyuan"),
        ("actionaires de Cambrikon", ""),
        ("litographie EUV Pays-Bas", "netherlands-euv-outside-china"),
        ("deepsek r2 repousé", "deepseek-r2-delay"),
        ("pourquoi Nvida a arrêté la prodution du H20", "nvidia-stopped-h20-production"),
    ],
)
def test_typing_mistakes_are_mended_and_said(base: Store, text: str, first: str) -> None:
    answer = search(base, text)
    assert ids(answer)[0].startswith(first)
    assert answer.warnings[0].code == "mended"


# Abstaining


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("price of the H20", "price"),
        ("how much memory does the H20 have", "memory"),
        ("date de sortie de la puce L20", "date de sortie"),
        ("how many employees does Cambricon have", "employees"),
        ("how much money did Alibaba's cloud arm put into 01.AI", "figure"),
        ("does South Korea ban the H20", "Korea"),
        ("new sanctions in June 2026", "newest source"),
        ("asdfgh qwerty", "nothing in the fact base"),
    ],
)
def test_what_the_base_does_not_hold_is_named_and_not_answered(chipcli: Chipcli, text: str, says: str) -> None:
    ran = chipcli("search", text)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_miss_says_what_the_base_has_on_the_subject(base: Store) -> None:
    answer = search(base, "price of the H20")
    assert message(answer) == "no source tells this of H20: price; what there is on H20: what it is, export status"


def test_after_the_newest_source_a_state_is_the_last_known_one(base: Store) -> None:
    answer = search(base, "H200 export status in March 2026")
    assert answer.lead is not None
    assert "last known state" in answer.lead.en


# The command


def test_explain_adds_up(chipcli: Chipcli) -> None:
    answer = chipcli("search", "who owns Cambricon", "--json").json
    for hit in answer["result"]:
        assert hit["score"] == pytest.approx(sum(signal["value"] for signal in hit["signals"]))
    page = chipcli("search", "who owns Cambricon", "--explain", "--format", "table").out
    assert re.search(r"\d: (text \+[\d.]+\s+)?words \+[\d.]+\s+asked \+[\d.]+\s+subject \+[\d.]+", page)
    assert "words +" not in chipcli("search", "who owns Cambricon", "--format", "table").out


def test_the_language_of_the_question_is_told_and_the_answer_has_both(chipcli: Chipcli) -> None:
    answer = chipcli("search", "qui dirige Alibaba", "--json").json
    assert answer["query"]["language"] == "fr"
    assert answer["lead"]["fr"].startswith("Au 4 novembre 2025, Alibaba")
    assert answer["lead"]["en"].startswith("As of 4 November 2025, Joe Tsai")
    assert chipcli("search", "who is the chairman of Alibaba", "--json").json["query"]["language"] == "en"


def test_words_may_come_one_by_one_and_the_limit_holds(chipcli: Chipcli) -> None:
    assert chipcli("search", "cambricon", "funding", "round").raw == chipcli("search", "cambricon funding round").raw
    assert len(chipcli("search", "cambricon", "--limit", "2", "--json").json["result"]) == 2


def test_the_day_of_the_question_can_be_given(chipcli: Chipcli) -> None:
    words = ("search", "what did Baidu announce last month about its chips", "--json", "--asked-on")
    assert chipcli(*words, "2023-12-05").json["query"]["date"]["edtf"] == "2023-11"
    assert chipcli(*words, "2023-12").code == 2
    assert chipcli(*words, "yesterday").code == 2


def test_words_without_a_command_stay_an_error_that_points_to_search(chipcli: Chipcli) -> None:
    ran = chipcli("was", "the", "H20", "blocked")
    assert ran.code == 2
    assert "chipcli search" in ran.err


def test_the_same_question_gets_the_same_bytes(chipcli: Chipcli) -> None:
    for text in ("h200", "cambricon 2025", "pourquoi les puces"):
        assert len({chipcli("search", text, "--json").raw for _ in range(3)}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "", " ", '"', "'; DROP TABLE claim; --", "NEAR(h20 h200)", "* OR *", "h20 AND", "\x1b[31mH20", "\u202e02H",
        "[red]", "%s {0} $HOME", "\u0301" * 250, "h" * 300, "1" * 300, "\U0001f680", "-- h20", "a:b ^c",
    ],
)  # fmt: skip
def test_hostile_text_is_a_question_like_any_other(base: Store, text: str) -> None:
    answer = search(base, text)
    assert answer.outcome in ("answered", "not_found")


def test_a_text_longer_than_a_question_is_refused(base: Store) -> None:
    with pytest.raises(UsageError):
        search(base, "h" * (LONGEST + 1))


@settings(deadline=None)
@given(st.text(max_size=LONGEST))
def test_any_text_gets_an_answer_or_a_miss(text: str) -> None:
    assert search(BASE, text).outcome in ("answered", "not_found")


@settings(deadline=None)
@given(st.integers(1, 700))
def test_after_the_newest_source_nothing_but_states_is_told(later: int) -> None:
    day = TODAY + timedelta(days=later)
    answer = search(BASE, f"what did Baidu announce on {day.day} {ENGLISH[day.month - 1]} {day.year}")
    assert answer.result == ()


@pytest.mark.parametrize(
    "text",
    [
        "what is the price of the H200",
        "prix de la puce H200",
        "address of Nvidia",
        "adresse de ByteDance",
        "how much does the H200 cost",
        "costs of the H200",
        "combien coûte la H20",
        "nombre de cœurs du H100",
    ],
)
def test_a_property_that_no_source_tells_is_not_answered_by_a_word_that_looks_like_it(base: Store, text: str) -> None:
    told = search(base, text)
    assert (told.outcome, told.result) == ("not_found", ())


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("is the H200 from Nvidia or AMD", {"h200-maker-nvidia-dec10", "h200-maker-ekhbary"}),
        ("does ERNIE Bot belong to Tencent", {"ernie-bot-developer-baidu"}),
        ("did the sanctions of October 2023 destabilise Tencent", {"biden-sanctions-spared-giants"}),
        ("what does the manager of SuperCloud expect of the H200", {"nvidia-chips-leading-tech-to-buy-many-zhang"}),
        ("who runs the robotaxis in Wuhan", {"baidu-autonomous-taxis-wuhan"}),
        ("jusqu'à quand le H800 se vendait-il en Chine", {"h800-us-allowed", "h800-us-blocked"}),
        (
            "has China made up its mind about the H200 in December 2025",
            {"cn-weighing-h200-imports", "h200-cn-no-decision-dec10"},
        ),
        ("hausse de 100 % en bourse, Cambricon 2025", {"cambricon-share-price-doubled-2025"}),
        ("prix des puces d'inférence", {"inference-chips-less-expensive"}),
        ("Baidou a des puces pour combien de temps", {"baidu-stock-two-years"}),
    ],
)
def test_a_choice_a_group_and_a_turn_of_phrase_are_understood(base: Store, text: str, claims: set[str]) -> None:
    assert ids(search(base, text))[0] in claims


@pytest.mark.parametrize(
    "text",
    [
        "what did Jensen Huang say about the H20 ban",
        "comment s'appelle la puce bridée d'Intel",
        "what are Intel's chips for China called",
        "quand sortira la puce Rubin",
        "exact day on which H20 production stopped",
        "cours de l'action Nvidia",
        "what happened to H200 deliveries in March 2026",
        "Cambricon annual revenue in yuan",
        "number of chips in Tencent's stockpile",
        "fondateur de DeepSeek",
        "quelle place occupe Samsung dans les modèles de langue",
    ],
)
def test_what_looks_told_and_is_not_is_refused(base: Store, text: str) -> None:
    assert ids(search(base, text)) == []


# What no claim of the base uses; a term that comes to be here by accident makes search refuse what has an answer.
UNTOLD = {
    "address", "agency", "annual-report", "api", "award", "balance-sheet", "bank", "benchmark", "birthplace",
    "board", "brand", "building", "carbon", "career", "chip-link", "citizenship", "clock", "cluster", "codename",
    "commission", "congress", "contract", "cooling", "counterfeit", "cyberattack", "debt", "dilution", "dimension",
    "diplomacy", "discount", "distillation", "dividend", "economy", "education", "espionage", "expiry",
    "fab-capacity", "family", "form-factor", "fortune", "hallucination", "headcount", "index", "instruction-set",
    "investment-return", "joint-venture", "labour", "latency", "lawsuit", "lawyer", "lead-time", "licence-number",
    "margin", "memory", "modality", "officer", "other-company", "other-country", "other-person", "packaging",
    "parameters", "patent", "payment", "pe-ratio", "phone", "photomask", "power-draw", "privacy",
    "rating", "raw-material", "release-date", "rental", "rescue", "reseller", "resignation", "round-stage",
    "salary", "second-hand", "serial-number", "share-count", "size", "software-licence", "source-identity",
    "stock-event", "tariff", "tax", "taxi-fleet", "toolkit", "tracking", "trade-body", "training-data", "users",
    "warranty", "water", "weapon", "yield",
}  # fmt: skip


def test_the_terms_that_no_claim_uses_are_those_that_no_source_tells(base: Store) -> None:
    terms = {term.id for term in reader.read(ROOT).terms}
    told = base.term_counts(stems.token(term) for term in terms)
    assert {term for term in terms if stems.token(term) not in told} == UNTOLD


# Questions that claims are known to answer.

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def questions() -> tuple[Asked, ...]:
    return reader.read(ROOT).asked


def test_every_claim_is_asked_for_in_both_languages(base: Store, questions: tuple[Asked, ...]) -> None:
    assert sorted(record.claim for record in questions) == sorted(claim.id for claim in base.records().claims)
    assert [record.claim for record in questions if not (record.en and record.fr)] == []


def test_a_known_question_is_in_no_answer(chipcli: Chipcli, questions: tuple[Asked, ...]) -> None:
    for record in questions[::30]:
        told = chipcli("search", record.en[0], "--json").json
        told["query"] = told["lead"] = None
        shown = json.dumps(told, ensure_ascii=False).casefold()
        claims = [hit["claim"] for hit in told["result"] if hit["claim"]["id"] == record.claim]
        own = json.dumps(claims, ensure_ascii=False).casefold()
        for text in (*record.en, *record.fr):
            # A keyword phrase may be words of the claim itself.
            assert text.casefold() not in shown or text.casefold() in own, text
        page = chipcli("search", record.en[0], "--explain", "--format", "table").out
        assert all(text not in page for text in record.fr)


def test_what_a_known_question_leaves_out_of_the_names_is_no_answer_to_another(base: Store) -> None:
    assert ids(search(base, "who founded Cambricon"))[0] == "cambricon-founder-chen-tianshi"
    assert search(base, "who founded SMIC").outcome == "not_found"


@pytest.mark.slow
@pytest.mark.parametrize("language", stems.LANGUAGES)
def test_a_known_question_finds_its_claim_first(base: Store, questions: tuple[Asked, ...], language: str) -> None:
    asked = [(record.claim, text) for record in questions for text in getattr(record, language)][::4]
    first = [ids(search(base, text))[:1] == [claim] for claim, text in asked]
    assert sum(first) / len(first) >= 0.90


# How well it answers: in each language at least 90% first, 97% in three, 90% abstained, and at most 3% refused. On the
# working set, which it was made with, it must not get worse than it was.

HELD = {
    ("work", "en"): (0.96, 0.98, 0.96, 0.01),
    ("work", "fr"): (0.96, 0.98, 0.95, 0.01),
    ("kept", "en"): (0.90, 0.97, 0.90, 0.03),
    ("kept", "fr"): (0.90, 0.97, 0.90, 0.03),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", scoring.SETS)
def test_questions_are_answered_as_well_as_they_must_be(base: Store, name: str, language: str) -> None:
    asked = [question for question in scoring.questions(name) if question.language == language]
    score = scoring.score(scoring.ask(base, asked))
    first, three, abstained, refused = HELD[name, language]
    assert score.first >= first
    assert score.three >= three
    assert score.abstained >= abstained
    assert score.refused <= refused
