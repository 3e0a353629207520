"""Pages and messages in the language asked for: every word of ours goes through the catalogue."""

import io
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, get_args

import msgspec
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from msgspec import inspect

from chipcli import dates
from chipcli.answering import TOOL
from chipcli.language import CATALOGUES, ENGLISH, FRENCH, Code, Language, of_locale
from chipcli.messages import say
from chipcli.model.answer import Answer, Coverage, Finding, NoQuery, Sentence, Verified
from chipcli.model.claim import Claim
from chipcli.model.source import Paragraph, SetAside
from chipcli.model.values import DateBasis, Quantity, When
from chipcli.render import layout
from chipcli.render.form import Form, Format
from chipcli.render.layout import LAYOUTS
from chipcli.render.layout.records import COMMON
from chipcli.render.page import Page
from chipcli.text import visible
from chipcli.wording import BASES, FIELDS, VALUES, Words
from docs import catalogue
from tests.conftest import Chipcli
from tests.pages import FURTHER_MESSAGES, FURTHER_PAGES, MESSAGES, PAGES, label

ROOT = catalogue.ROOT

COMPILED = CATALOGUES / "fr" / "LC_MESSAGES" / "chipcli.mo"

NEED_ARTICLES = {"verify", "coverage"}

# A command of which there is no page goes untried.
assert {words[0] for words in PAGES} | NEED_ARTICLES == set(LAYOUTS)

BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")

OURS = frozenset({"id", "source", "claim", "claims", "origin", "words", "publisher", "agency", "matched"})
"""The keys of answers that hold what is the same in every language: ids, places, names of publishers, printed words."""


NAMED_IN = ("candidates", "entities", "query")

IDS = {path.stem for path in (ROOT / "seeds").glob("*.yaml")}
"""Ids of sources."""

NOT_OURS = re.compile(
    # What is there to choose from, which is typed as it is.
    r"(?<=⟦known: ⟧).*|(?<=⟦its states are ⟧).*|(?<=⟦' is not one of ⟧)('[a-z_]+'(, )?)+"
    r"|^chipcli: |--[a-z-]+|NAME(\.\.\.)?|1<=x<=100|No such file or directory"
)


# A language of brackets


def bracketed(template: str) -> str:
    """Return a template with every stretch of it that holds letters in brackets; what fills it stands outside them."""
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        text = literal.replace("{", "{{").replace("}", "}}")
        parts += [f"⟦{text}⟧" if re.search(r"[^\W\d_]", literal) else text, *([f"{{{name}}}"] if name else [])]
    return "".join(parts)


@pytest.fixture
def in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put brackets around whatever is translated, or comes in two languages."""
    monkeypatch.setattr(Language, "translate", lambda _, template: bracketed(template))
    monkeypatch.setattr(Language, "pick", lambda _, text: f"⟦{text.en}⟧")
    monkeypatch.setattr(Words, "pick_other", lambda _, text: f"⟦{text.fr}⟧")
    monkeypatch.setattr(Words, "described", lambda _, voice: f"⟦{voice.en}⟧")
    monkeypatch.setattr(Words, "title", lambda _, source: f"⟦{source.title}⟧")
    monkeypatch.setattr(Words, "gist", lambda _, paragraph: f"⟦{paragraph.gist}⟧")
    monkeypatch.setattr(Words, "name", lambda _, entity: f"⟦{entity.name}⟧")


def strangers(text: str, allowed: set[str]) -> list[str]:
    """Return the words of a text that stand outside the brackets and are nowhere to be had from the base."""
    left, inner = text, 1
    while inner:
        left, inner = BRACKETED.subn(" ", left)
    for known in sorted(allowed, key=len, reverse=True):
        left = left.replace(known, " ")
    return re.findall(r"[^\W\d_]+", left)


def texts_of(part: object) -> Iterator[str]:
    """Yield the texts of a page; the names of styles and patterns are none."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        names = getattr(part, "_fields", ("",) * len(part))
        for name, item in zip(names, part, strict=True):
            if name not in ("style", "look", "pattern", "sign"):
                yield from texts_of(item)


def texts_under(value: Any, keys: frozenset[str], key: str = "") -> Iterator[str]:  # any JSON value
    """Yield the texts that stand under some keys of a document."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts_under(item, keys, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts_under(item, keys, key)
    elif isinstance(value, str) and key in keys:
        yield value


def allowed_on(answer: Answer[Any, Any]) -> set[str]:
    """Return what a page may show as it is."""
    document = msgspec.json.decode(msgspec.json.encode(answer, enc_hook=str))
    # The name of an entity comes in two languages, another one for it is as printed.
    aliases = [alias["name"] for row in document["result"] for alias in row.get("entity", {}).get("aliases", ())]
    # A claim that another is `until`, or `after`, is shown by its id.
    ids = {claim["id"] for claim in (*document["result"], *document["claims"]) if "id" in claim}
    return {*texts_under(document, OURS), *aliases, *ids, *texts_under(document, frozenset({"until"}))}


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Answer[Any, Any], Page]]:
    """The pages laid out in the test, each with the answer it shows."""
    pages: list[tuple[Answer[Any, Any], Page]] = []
    lay_out = layout.page

    def remembered(answer: Answer[Any, Any], form: Form) -> Page:
        page = lay_out(answer, form)
        pages.append((answer, page))
        return page

    monkeypatch.setattr(layout, "page", remembered)
    return pages


@pytest.mark.usefixtures("in_brackets")
@pytest.mark.parametrize(
    "words", [words for words in (*PAGES, *FURTHER_PAGES) if words[0] not in NEED_ARTICLES], ids=label
)
def test_every_word_of_a_page_goes_through_the_catalogue(
    chipcli: Chipcli, laid: list[tuple[Answer[Any, Any], Page]], words: tuple[str, ...]
) -> None:
    # Not so wide that ids of claims are shown: they are broken where they are long.
    shown = chipcli(*words, "--format", "table", "--color", "never", columns=120).out
    assert laid
    assert any("⟦" in text for _, page in laid for text in texts_of(page))
    for answer, page in laid:
        allowed = allowed_on(answer)
        assert [(text, found) for text in texts_of(page) if (found := strangers(text, allowed))] == []
        if answer.lead and "⟦" in answer.lead.en:
            # A sentence of ours, and no claim's.
            assert strangers(answer.lead.en, {entity.name for entity in answer.entities}) == []
    # Nor does whoever draws the page add a word to it; names of months may be cut.
    there = {word for _, page in laid for text in texts_of(page) for word in re.findall(r"[^\W\d_]+", text)}
    added = {word for word in re.findall(r"[^\W\d_]+", shown) if not any(known.startswith(word) for known in there)}
    assert added == set()


@pytest.mark.usefixtures("in_brackets")
@pytest.mark.parametrize(
    "answer",
    [
        Answer(
            tool=TOOL,
            facts=None,
            command="verify",
            query=NoQuery(),
            outcome="answered",
            result=tuple(
                Verified(source="a-source", attached=attached, claims=3, findings=findings)
                for attached in (True, False)
                for findings in ((), (Finding(origin="facts/x.yaml:1", place="x.y", message="2 1"),))
            ),
        ),
        Answer(
            tool=TOOL,
            facts=None,
            command="coverage",
            query=NoQuery(),
            outcome="answered",
            result=tuple(
                Coverage(
                    source="a-source",
                    sentences=3,
                    with_claims=1,
                    set_aside=1,
                    undecided=1,
                    claims=2,
                    details=(Sentence(paragraph=1, sentence=1, claims=(), reason=reason),),
                )
                for reason in (None, "boilerplate", "rhetoric")
            ),
        ),
    ],
    ids=lambda answer: answer.command,
)
def test_every_word_of_a_page_about_the_articles_goes_through_the_catalogue(answer: Answer[Any, Any]) -> None:
    page = layout.page(answer, Form(format=Format.TABLE, words=Words(FRENCH)))
    allowed = {"a-source", "facts/x.yaml", "x.y"}
    assert any("⟦" in text for text in texts_of(page))
    assert [(text, found) for text in texts_of(page) if (found := strangers(text, allowed))] == []


@pytest.mark.usefixtures("in_brackets")
@pytest.mark.parametrize("words", [*MESSAGES, *FURTHER_MESSAGES], ids=lambda words: label(words)[:60])
def test_every_word_of_a_message_goes_through_the_catalogue(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    told = chipcli(*words).err.splitlines()
    assert any("⟦" in line for line in told)
    # What is read from a command line, and the names and ids that are held against it, are not ours to translate.
    document = msgspec.json.decode(chipcli(*words, "--json").out) if "--json=1" not in words else {}
    there = set(texts_under({key: document.get(key) for key in NAMED_IN}, frozenset({"id", "name", "entity", "names"})))
    there |= {part for word in words for part in (word, visible(word), *re.split("[ ,]", word))} | IDS
    assert [(line, found) for line in told if (found := strangers(NOT_OURS.sub(" ", line), there))] == []


def test_a_text_that_does_not_go_through_the_catalogue_is_found() -> None:
    assert strangers("⟦as known by ⟧10 ⟦December⟧ 2025 [1¶7,8…]", set()) == []
    assert strangers("⟦Source⟧ h20-us-blocked: seen ¶7", {"h20-us-blocked"}) == ["seen"]
    assert bracketed("{count} facts ({sort}) are left out") == "{count}⟦ facts (⟧{sort}⟦) are left out⟧"


# Words that are looked up by what the base holds


def literals(type_: inspect.Type) -> Iterator[str]:
    """Yield the texts that a field chooses from."""
    if isinstance(type_, inspect.UnionType):
        for member in type_.types:
            yield from literals(member)
    elif isinstance(type_, inspect.LiteralType):
        yield from (str(value) for value in type_.values)


def fields_of(cls: type) -> tuple[inspect.Field, ...]:
    """Return the fields of a record."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return info.fields


def test_every_field_of_a_claim_that_a_page_shows_has_a_name() -> None:
    shown = {field.name for kind in get_args(Claim) for field in fields_of(kind)} - COMMON
    assert {name.replace("_", " ") for name in shown} == set(FIELDS)


def test_every_value_that_a_page_shows_has_a_name() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Claim)}
    of_claims = {value for kind in get_args(Claim) for field in fields_of(kind) for value in literals(field.type)}
    of_cards = {value for card in (Paragraph, SetAside) for field in fields_of(card) for value in literals(field.type)}
    assert {value.replace("_", " ") for value in kinds | of_claims | of_cards} == set(VALUES)
    assert set(BASES) == set(get_args(DateBasis))


# The catalogue


def french() -> Catalog:
    """Return the French catalogue, as it is written."""
    return read_po(io.BytesIO(catalogue.FRENCH.read_bytes()), locale="fr")


def texts_in(one: Catalog) -> dict[str, str]:
    """Return the translations of a catalogue, without what is told of itself."""
    return {str(message.id): str(message.string) for message in one if message.id}


def test_the_catalogue_has_the_french_of_every_message_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    code = catalogue.main(["--check"])
    assert (code, capsys.readouterr().out) == (0, ""), "python docs/catalogue.py, then write the French of what is new"


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    assert COMPILED.exists(), "pip install -e . compiles the catalogue"
    compiled = read_mo(io.BytesIO(COMPILED.read_bytes()))
    assert texts_in(compiled) == texts_in(french()), "the catalogue was changed since: pip install -e ."


@pytest.mark.parametrize(
    ("english", "translation", "faults"),
    [
        ("no {name}", "pas de {name}", []),
        ("no {name}", "", ["no French for 'no {name}'"]),
        ("no {name}", "pas de {nom}", ["other values in the French of 'no {name}'"]),
        ("no {name}", "rien", ["other values in the French of 'no {name}'"]),
    ],
)
def test_a_faulty_translation_is_told(english: str, translation: str, faults: list[str]) -> None:
    written = Catalog(locale="fr")
    written.add(english, string=translation)
    assert list(catalogue.faults(written)) == faults


def test_a_message_that_no_code_says_any_more_leaves_the_catalogue() -> None:
    old = french()
    old.add("this is said nowhere", string="ceci n'est dit nulle part")
    assert catalogue.written(catalogue.updated(old)) == catalogue.FRENCH.read_bytes()


def test_french_is_set_as_french_is() -> None:
    for message in french():
        if not message.id:
            continue
        text = str(message.string).replace("avec ? ou ~", "")
        # Spaces that no line is broken at stand before and inside these; the apostrophe is that of the facts.
        assert re.findall(r"(?<!\u202f)[;!?]|(?<!\xa0)[:»]|«(?!\xa0)|[’“”]", text) == [], message.id


# Dates and figures in words


@pytest.mark.parametrize(
    ("edtf", "when", "at", "since", "period"),
    [
        ("2025", "2025", "en 2025", "depuis 2025", "2025"),
        ("2025-08", "août 2025", "en août 2025", "depuis août 2025", "août 2025"),
        ("2025-08-02", "2 août 2025", "le 2 août 2025", "depuis le 2 août 2025", "2 août 2025"),
        ("2025-08-01", "1er août 2025", "le 1er août 2025", "depuis le 1er août 2025", "1er août 2025"),
        ("2025-08~", "août 2025 environ", "en août 2025 environ", "depuis août 2025 environ", "août 2025 environ"),
        (
            "2025-08-02?",
            "2 août 2025 (incertain)",
            "le 2 août 2025 (incertain)",
            "depuis le 2 août 2025 (incertain)",
            "2 août 2025 (incertain)",
        ),
        (
            "../2025-08-02",
            "au plus tard le 2 août 2025",
            "au plus tard le 2 août 2025",
            "depuis le 2 août 2025 ou plus tôt",
            "jusqu'au 2 août 2025",
        ),
        (
            "../2025-08",
            "au plus tard en août 2025",
            "au plus tard en août 2025",
            "depuis août 2025 ou plus tôt",
            "jusqu'à août 2025",
        ),
        (
            "2025-08-02/..",
            "2 août 2025 ou plus tard",
            "le 2 août 2025 ou plus tard",
            "depuis le 2 août 2025 ou plus tard",
            "dès le 2 août 2025",
        ),
        (
            "2025-08/..",
            "août 2025 ou plus tard",
            "en août 2025 ou plus tard",
            "depuis août 2025 ou plus tard",
            "dès août 2025",
        ),
        (
            "2025-07/2025-08-02",
            "entre juillet 2025 et le 2 août 2025",
            "entre juillet 2025 et le 2 août 2025",
            "depuis une date entre juillet 2025 et le 2 août 2025",
            "juillet 2025 – 2 août 2025",
        ),
    ],
)
def test_dates_read_as_french_has_them(edtf: str, when: str, at: str, since: str, period: str) -> None:
    words, span = Words(FRENCH), dates.parse(edtf)
    assert (words.when(span), words.at(span), words.since(span), words.period(span)) == (when, at, since, period)


@pytest.mark.parametrize(
    ("edtf", "at", "since"),
    [
        ("2025-08", "in August 2025", "since August 2025"),
        ("2025-08-02~", "on about 2 August 2025", "since about 2 August 2025"),
        ("2025-08-02/..", "on 2 August 2025 or later", "since 2 August 2025 or later"),
        ("2025-08/..", "in August 2025 or later", "since August 2025 or later"),
        ("../2025-08", "by August 2025", "since August 2025 or earlier"),
        (
            "2025-07/2025-08",
            "between July 2025 and August 2025",
            "since some time between July 2025 and August 2025",
        ),
    ],
)
def test_dates_read_as_english_has_them(edtf: str, at: str, since: str) -> None:
    words, span = Words(ENGLISH), dates.parse(edtf)
    assert (words.at(span), words.since(span)) == (at, since)


def test_a_missing_date_is_called_so() -> None:
    words, never = Words(FRENCH), When(edtf=None, earliest=None, latest=None, basis="not_stated")
    assert words.when(never) == "date non indiquée"
    assert words.at(never) == "à une date non indiquée"
    assert words.since(never) == "début non indiqué"
    assert words.published(never) == "sans date"


@pytest.mark.parametrize(
    ("quantity", "english", "told"),
    [
        (Quantity(number=1_234_567, op="gt", unit="USD"), "more than 1,234,567 USD", "plus de 1¦234¦567~USD"),
        (Quantity(number=2.5, op="almost", unit="times"), "almost 2.5 times", "près de 2,5~fois"),
        (Quantity(number=16, op="eq", unit="percent"), "16 percent", "16~%"),
        (Quantity(number=3, op="eq", unit="nm", scope="each"), "3 nm each", "3~nm chacun"),
        (Quantity(number=None, op="unknown", unit="units"), "not stated", "non indiqué"),
    ],
)
def test_figures_read_as_their_language_has_them(quantity: Quantity, english: str, told: str) -> None:
    assert Words(ENGLISH).quantity(quantity) == english
    assert Words(FRENCH).quantity(quantity) == told.replace("¦", "\u202f").replace("~", "\xa0")


# Which language


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "FR_ca"}, "fr"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "frr_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_CTYPE": "fr_FR.UTF-8", "LC_TIME": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "fr", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LANGUAGE": "de:fr:en", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LANGUAGE": "de", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANGUAGE": "en", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "fr"}, "en"),
        ({"LANGUAGE": "fr", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "", "LANG": "fr_FR.UTF-8"}, "fr"),
    ],
    ids=str,
)
def test_the_language_is_that_of_the_locale(environment: Mapping[str, str], code: str) -> None:
    assert of_locale(environment) == Code(code)


LOCALES = (
    {"LC_ALL": "C"},
    {"LC_ALL": "fr_FR.UTF-8"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "fr"},
    {"LC_ALL": "en_US.UTF-8"},
)


def in_locale(monkeypatch: pytest.MonkeyPatch, locale: Mapping[str, str]) -> None:
    """Set a locale, and nothing else that has a say."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
@pytest.mark.parametrize("code", list(Code))
def test_the_option_comes_before_the_locale(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, locale: Mapping[str, str], code: Code
) -> None:
    in_locale(monkeypatch, locale)
    page = chipcli("status", "H20", "--lang", code, "--format", "table")
    assert ("Ce qui pouvait être vendu à la Chine" in page.out) == (code is Code.FR)
    assert ("What could be sold to China" in page.out) == (code is Code.EN)
    for asked in (("--lang", code), (f"--lang={code}",)):
        assert ("commande inconnue" in chipcli("frob", *asked).err) == (code is Code.FR)
        assert ("No such command" in chipcli("frob", *asked).err) == (code is Code.EN)


@pytest.mark.parametrize(
    ("locale", "title"), [(LOCALES[0], "What could be sold"), (LOCALES[1], "Ce qui pouvait être vendu")]
)
def test_without_the_option_the_locale_decides(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, locale: Mapping[str, str], title: str
) -> None:
    in_locale(monkeypatch, locale)
    assert chipcli("status", "H20", "--format", "table").out.startswith(title)


@pytest.mark.parametrize(
    "words",
    [
        ("chip", "H200"),
        ("chip", "H300"),
        ("chip", "100"),
        ("company", "cambrikon"),
        ("status", "--date", "2027"),
        ("status", "--date", "2025-7"),
        ("search", "levée de fonds cambrikon"),
        ("search", "zebra crossings"),
        ("stockpiles", "TSMC"),
        ("sources", "--known-by", "2025"),
        ("diff", "--from", "2025-01", "--to", "2026-01"),
        ("check", "H20", "--is", "blocked", "--rule", "cn"),
        ("verify",),
        ("frob",),
    ],
    ids=" ".join,
)
def test_the_document_for_scripts_is_the_same_in_every_language(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    told, documents = set(), set()
    for locale in LOCALES:
        in_locale(monkeypatch, locale)
        for asked in ((), ("--lang", "en"), ("--lang", "fr")):
            ran = chipcli(*words, *asked, "--json")
            documents.add(ran.raw)
            told.add(ran.err)
    assert len(documents) == 1
    assert msgspec.json.decode(documents.pop())["command"] == words[0]
    # Faults are told on standard error too, and there in the language asked for.
    assert len(told) == (2 if any(told) else 1)


def test_values_are_put_in_without_being_read_as_templates() -> None:
    message = say("no '{name}' in the fact base", name="{0} {name} %s \x1b")
    assert str(message) == r"no '{0} {name} %s \x1b' in the fact base"
    assert r"{0} {name} %s \x1b" in FRENCH.put(message)
