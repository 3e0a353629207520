import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipcli import names
from chipcli.model.answer import Matched
from chipcli.model.entity import EntityKind
from chipcli.names import Ambiguous, Entry, Found, Kinds, Missing, NameForms, resolve

CHIPS: frozenset[EntityKind] = frozenset({"chip", "chip_group"})
COMPANIES: frozenset[EntityKind] = frozenset({"company"})

# id, kind, display names ("|" between the languages), aliases: chosen from the entities of the base.
ENTITIES: tuple[tuple[str, EntityKind, str, tuple[str, ...]], ...] = (
    ("h200", "chip", "H200", ()),
    ("h20", "chip", "H20", ()),
    ("h100", "chip", "H100", ()),
    ("h800", "chip", "H800", ()),
    ("a100", "chip", "A100", ()),
    ("a800", "chip", "A800", ()),
    ("l20", "chip", "L20", ()),
    ("nvidia-chips", "chip_group", "Nvidia's chips|les puces Nvidia", ("Nvidia processors", "cartes Nvidia")),
    ("nvidia-ai-chips", "chip_group", "Nvidia's AI chips|les puces d'IA de Nvidia", ()),
    ("cut-down-chips", "chip_group", "chips cut down for the Chinese market", ("cut-down chips", "puces bridées")),
    ("blackwell", "chip_group", "Blackwell", ()),
    ("rubin", "chip_group", "Rubin", ()),
    ("chinese-ai-chips", "chip_group", "Chinese-made AI chips|les puces d'IA chinoises", ("puces locales",)),
    ("huawei-processors", "chip_group", "Huawei's processors|les processeurs Huawei", ()),
    ("gpus", "chip_group", "graphics processing units", ("GPUs",)),
    ("nvidia", "company", "Nvidia", ("NVDA.O", "NVDA")),
    ("intel", "company", "Intel", ()),
    ("tencent", "company", "Tencent", ("Tencent Holdings", "0700.HK")),
    ("baidu", "company", "Baidu", ()),
    ("bytedance", "company", "ByteDance", ()),
    ("alibaba", "company", "Alibaba", ("9988.HK",)),
    ("alibaba-cloud", "company", "Alibaba Cloud", ("cloud d'Alibaba",)),
    ("zero-one-ai", "company", "01.AI", ("01.A1", "01AI", "01 AI")),
    ("cambricon", "company", "Cambricon", ("Cambricon Technologies",)),
    ("tsinghua-unigroup", "company", "Tsinghua Unigroup", ()),
    ("deepseek", "company", "DeepSeek", ("Deep Seek",)),
    ("high-flyer", "company", "High-Flyer", ()),
    ("huawei", "company", "Huawei", ()),
    ("smic", "company", "SMIC", ()),
    ("tsmc", "company", "TSMC", ()),
    ("samsung", "company", "Samsung", ()),
    ("shein", "company", "Shein", ()),
    ("biden-administration", "public_body", "Biden administration|l'administration Biden", ()),
    ("chinese-government", "public_body", "Chinese government|le gouvernement chinois", ("Beijing", "Pékin")),
    ("chinese-academy", "public_body", "Chinese Academy of Sciences|l'Académie chinoise des sciences", ()),
    ("big-fund", "public_body", "Big Fund", ()),
    ("donald-trump", "person", "Donald Trump", ("Trump",)),
    ("jensen-huang", "person", "Jensen Huang", ()),
    ("chen-tianshi", "person", "Chen Tianshi", ()),
    ("xi-jinping", "person", "Xi Jinping", ()),
    ("deepseek-v3", "model", "DeepSeek V3", ("V3",)),
    ("deepseek-r1", "model", "DeepSeek R1", ("R1",)),
    ("deepseek-r2", "model", "DeepSeek R2", ("R2",)),
    ("ernie-bot", "model", "ERNIE Bot", ("ERNIE",)),
    ("china", "place", "China|la Chine", ()),
    ("united-states", "place", "United States|les États-Unis", ("US", "USA")),
    ("canton", "place", "Canton", ("Guangzhou",)),
    ("star-market", "place", "STAR Market|le marché STAR", ()),
    ("the-information", "outlet", "The Information", ()),
    ("reuters", "outlet", "Reuters", ()),
    ("chinese-companies", "group", "Chinese companies|les entreprises chinoises", ()),
    ("chinese-army-affiliates", "group", "bodies affiliated with the Chinese army|les entités affiliées à l'armée", ()),
    ("high-flyer-or-deepseek", "group", '"the company": High-Flyer or DeepSeek', ()),
    ("artificial-intelligence", "technology", "artificial intelligence", ("AI", "IA")),
)

MAKERS = dict.fromkeys(("h200", "h20", "h100", "h800", "a100", "a800", "l20", "blackwell", "rubin"), "nvidia") | {
    "huawei-processors": "huawei",
    "deepseek-v3": "deepseek",
    "ernie-bot": "baidu",
}


class Index:
    """What the store answers from tables, answered from a list."""

    def __init__(self, entities: Sequence[tuple[str, EntityKind, str, tuple[str, ...]]] = ENTITIES) -> None:
        self._rows: list[tuple[NameForms, Entry]] = []
        self._keys: dict[str, list[Entry]] = {}
        for entity, kind, display, aliases in entities:
            shown = display.split("|")
            for name in (*shown, *aliases):
                forms = names.forms(name)
                entry = Entry(entity, kind, shown[0], name in aliases)
                self._rows.append((forms, entry))
                for key in forms.keys:
                    self._keys.setdefault(key, []).append(entry)
        self.fetched: list[int] = []

    def by_key(self, key: str) -> list[Entry]:
        return self._keys.get(key, [])

    def by_words(self, words: Sequence[str], kinds: Kinds, limit: int) -> list[Entry]:
        return _first((entry for forms, entry in self._rows if set(words) <= set(forms.words)), kinds, limit)

    def by_digits(self, digits: str, kinds: Kinds, limit: int) -> list[Entry]:
        return _first((entry for forms, entry in self._rows for code in forms.codes if code[1] == digits), kinds, limit)

    def by_letters(self, letters: str, kinds: Kinds, limit: int) -> list[Entry]:
        hits = (entry for forms, entry in self._rows for code in forms.codes if code[0] == letters)
        return _first(hits, kinds, limit)

    def completions(self, prefix: str, limit: int) -> list[str]:
        words = {word for forms, _ in self._rows for word in forms.words}
        return sorted(word for word in words if word.startswith(prefix))[:limit]

    def terms(self, shortest: int, longest: int) -> list[str]:
        self.fetched += range(shortest, longest + 1)
        return sorted({term for forms, _ in self._rows for term in forms.terms if shortest <= len(term) <= longest})

    def made_by(self, entity: str) -> frozenset[str]:
        return frozenset({MAKERS[entity]} if entity in MAKERS else ())


def _first(hits: Iterator[Entry], kinds: Kinds, limit: int) -> list[Entry]:
    by_entity = {hit.entity: hit for hit in hits if kinds is None or hit.kind in kinds}
    return list(islice(by_entity.values(), limit))


INDEX = Index()


def understood(text: str, kinds: Kinds = None) -> tuple[str, Matched] | None:
    """Return what a text was found to name and how, or None where it was not found for sure."""
    answer = resolve(INDEX, text, kinds)
    return (answer.entity, answer.matched) if isinstance(answer, Found) else None


def candidates(text: str, kinds: Kinds = None) -> list[str]:
    answer = resolve(INDEX, text, kinds)
    assert isinstance(answer, Ambiguous), answer
    return [candidate.id for candidate in answer.candidates]


def suggestions(text: str, kinds: Kinds = None) -> list[str]:
    answer = resolve(INDEX, text, kinds)
    assert isinstance(answer, Missing), answer
    return [candidate.id for candidate in answer.suggestions]


# Normal form


@pytest.mark.parametrize(
    "text",
    ["H200", "h200", "h 200", "H-200", "H\u2013200", "H\u2011200", "H\u2212200", "h_200", " H.200 ", "(H200)",
     "\uff28\uff12\uff10\uff10", "H\u00a0200", "H\u200e200\ufeff", "H200\u2122"],
)  # fmt: skip
def test_a_code_is_the_same_however_it_is_written(text: str) -> None:
    assert names.key(text) == "h200"
    assert understood(text) == ("h200", "exact")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("L'Académie chinoise des sciences", "academiechinoisedessciences"),
        ("Nvidia's chips", "nvidiachips"),
        ("Nvidia\u2019s chips", "nvidiachips"),
        ("DeepSeek R1", "deepseekr1"),
        ("0700.HK", "0700hk"),
        ("H20 0", "h20 0"),
        ("1.20", "1 20"),
        ("H200+", "h200+"),
        ("", ""),
    ],
)
def test_a_key_joins_words_but_never_two_numbers(text: str, key: str) -> None:
    assert names.key(text) == key


def test_the_parts_of_a_code_are_one_word() -> None:
    assert names.words_of("la puce H 200 de l'entreprise") == ("la", "puce", "h200", "de", "entreprise")
    assert names.words_of("RTX 4090") == ("rtx4090",)
    assert names.words_of("L 20, 80 Go") == ("l20", "80", "go")


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert names.key(names.key(text)) == names.key(text)


def test_a_name_is_filed_with_and_without_its_articles() -> None:
    assert names.forms("les puces d'IA de Nvidia") == NameForms(
        keys=("lespucesiadenvidia", "pucesianvidia"),
        words=("ia", "nvidia", "puces"),
        codes=(),
        terms=("ia", "lespucesiadenvidia", "nvidia", "puces", "pucesianvidia"),
    )
    assert names.forms("La 100").keys == ("la100",), "the rest of a name with digits may be another's code"
    assert names.forms("DeepSeek R1").codes == (("deepseekr", "1"), ("r", "1"))
    assert names.forms("Ascend 910B").codes == (("ascend", "910"),)
    assert names.forms("01.A1").codes == ()


# What is found


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity[0])
def test_every_name_in_the_base_is_found_as_it_stands(entity: tuple[str, EntityKind, str, tuple[str, ...]]) -> None:
    id_, kind, display, aliases = entity
    for name in display.split("|"):
        assert understood(name) == (id_, "exact")
        assert understood(name.upper(), frozenset({kind})) == (id_, "exact")
    keys = {names.key(name) for name in display.split("|")}
    for name in aliases:
        assert understood(name) == (id_, "exact" if names.key(name) in keys else "alias")


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("NVIDIA H-200", "h200"),
        ("la puce H200 de Nvidia", "h200"),
        ("le processeur Nvidia H200", "h200"),
        ("les puces H20 de chez Nvidia", "h20"),
        ("NVIDIA\u00ae H100 Tensor Core GPU", "h100"),
        ("puce d'IA A100", "a100"),
        ("carte L20 SXM 80 Go", "l20"),
        ("H100 SXM5 80GB", "h100"),
        ("Nvidia's A 800", "a800"),
        ("Nvidia Blackwell GPUs", "blackwell"),
        ("Baidu ERNIE Bot", "ernie-bot"),
        ("la Chine", "china"),
        ("Chine", "china"),
        ("puces Nvidia", "nvidia-chips"),
        ("Nvidia", "nvidia"),
        ("Information", "the-information"),
        ("Ali baba", "alibaba"),
        ("Byte Dance", "bytedance"),
        ("bigfund", "big-fund"),
        ("01.ai", "zero-one-ai"),
        ("deepseek-r1", "deepseek-r1"),
        ("pekin", "chinese-government"),
    ],
)
def test_articles_chip_words_and_the_maker_may_stand_beside_a_name(text: str, entity: str) -> None:
    answer = understood(text)
    assert answer is not None
    assert answer[0] == entity
    assert answer[1] in {"exact", "alias"}


def test_a_chip_word_means_a_chip() -> None:
    assert suggestions("la puce Trump") == ["donald-trump"]
    assert suggestions("Cambricon 80GB") == ["cambricon"]
    assert candidates("puces", CHIPS) == candidates("les puces")
    assert understood("Huawei chips") == ("huawei-processors", "name_part")
    assert understood("puces Huawei", CHIPS) == ("huawei-processors", "name_part")


@pytest.mark.parametrize(
    ("text", "entity"),
    [("H2OO", "h200"), ("h2oo", "h200"), ("Hl00", "h100"), ("HI00", "h100"), ("A8OO", "a800"), ("A1O0", "a100"),
     ("la puce H2O0 de Nvidia", "h200"), ("O1.AI", "zero-one-ai"), ("O7OO.HK", "tencent"), ("L2O", "l20")],
)  # fmt: skip
def test_letters_that_look_like_digits_are_read_as_digits_among_digits(text: str, entity: str) -> None:
    assert understood(text) == (entity, "look_alike")


@pytest.mark.parametrize("text", ["I20", "i 20", "120", "HOO", "H2 OO", "H20 O", "HlOO", "AIOO", "V E", "O20"])
def test_a_letter_is_no_digit_in_front_or_among_letters(text: str) -> None:
    assert understood(text) is None


def test_two_codes_that_a_text_may_look_like_are_both_offered() -> None:
    index = Index((("x10", "chip", "X10", ()), ("x1o", "chip", "XI0", ())))
    answer = resolve(index, "xl0")
    assert isinstance(answer, Found), "XI0 is written otherwise, l is no I"
    index = Index((("x101", "chip", "X101", ()), ("x1o1", "chip", "X1O1", ())))
    assert isinstance(resolve(index, "X1Ol"), Ambiguous)


def test_whole_words_of_a_name_name_it() -> None:
    assert understood("Trump") == ("donald-trump", "alias")
    assert understood("Tianshi") == ("chen-tianshi", "name_part")
    assert understood("Tianshi Chen") == ("chen-tianshi", "name_part")
    assert understood("the company") == ("high-flyer-or-deepseek", "name_part")
    assert understood("l'académie des sciences") == ("chinese-academy", "name_part")
    assert "chinese-government" in candidates("chinese")
    assert understood("Nvidia AI") == ("nvidia-ai-chips", "name_part")


def test_the_beginning_of_a_word_stands_for_it() -> None:
    assert understood("nvid") == ("nvidia", "name_part")
    assert understood("sams") == ("samsung", "name_part")
    assert understood("gpu") == ("gpus", "name_part")
    assert understood("tsinghua uni") == ("tsinghua-unigroup", "name_part")
    assert understood("unigr") == ("tsinghua-unigroup", "name_part")
    assert candidates("hua") == ["huawei", "jensen-huang"]
    assert understood("sa") is None


def test_three_letters_are_the_beginning_of_a_name_only_in_the_singular() -> None:
    assert suggestions("sam") == ["samsung"]
    assert suggestions("tsm") == ["tsmc"]
    assert understood("gpu") == ("gpus", "name_part")
    assert understood("h") is None


def test_a_description_is_not_named_by_a_little_of_it() -> None:
    assert suggestions("Chinese market") == ["cut-down-chips"]
    assert suggestions("Chinese army") == ["chinese-army-affiliates"]
    assert suggestions("armée") == ["chinese-army-affiliates"]
    assert understood("chips cut down") == ("cut-down-chips", "name_part")
    assert understood("graphics processing") == ("gpus", "name_part")
    assert suggestions("high deepseek") == ["high-flyer-or-deepseek"]


def test_a_short_beginning_in_the_middle_of_a_name_is_only_suggested() -> None:
    assert suggestions("tian") == ["chen-tianshi"]
    assert suggestions("ARM") == ["chinese-army-affiliates"]


@pytest.mark.parametrize(
    ("text", "entity"),
    [("cambrikon", "cambricon"), ("ByteDanse", "bytedance"), ("nvida", "nvidia"), ("nvidai", "nvidia"),
     ("Cambrikon Technologies", "cambricon"), ("Tsinghua Unigrop", "tsinghua-unigroup"),
     ("chen tianchi", "chen-tianshi"), ("Ali babba", "alibaba"), ("Samsumg", "samsung"),
     ("puces blackwall", "blackwell")],
)  # fmt: skip
def test_a_mistyped_name_is_found_and_says_so(text: str, entity: str) -> None:
    answer = resolve(INDEX, text)
    assert isinstance(answer, Found)
    assert (answer.entity, answer.matched, answer.asked) == (entity, "approximate", text)


def test_a_mistyped_name_may_be_one_letter_off_and_two_from_eight_letters() -> None:
    assert suggestions("tencemd") == ["tencent"]
    assert understood("cambrikom") == ("cambricon", "approximate")
    assert suggestions("kambrikom") == ["cambricon"]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Trumpf", "donald-trump"),  # a letter more at the end
        ("Thread", None),
        ("Rubio", "rubin"),  # a letter that is no neighbour
        ("Robin", "rubin"),  # another vowel in a short word
        ("Stein", "shein"),
        ("routers", "reuters"),  # another first vowel
        ("Hangzhou", "canton"),  # another first letter
        ("Cambrian", "cambricon"),  # two slips side by side
        ("DeepSpeed", "deepseek"),
        ("Li Jinping", "xi-jinping"),  # a slip in a word of two letters
        ("Chen Tianshe", "chen-tianshi"),  # another vowel in the name of a person
        ("Canon", "canton"),  # another company of the field
    ],
)
def test_what_is_like_a_name_by_no_slip_is_only_suggested(text: str, entity: str | None) -> None:
    assert suggestions(text)[:1] == ([entity] if entity else [])


def test_a_mistyped_name_as_near_to_two_is_not_settled() -> None:
    assert candidates("tsmic") == ["smic", "tsmc"]


def test_short_names_and_parts_of_names_are_suggested_when_mistyped() -> None:
    assert suggestions("smci") == ["smic"]
    assert suggestions("Biren") == ["biden-administration"]
    assert suggestions("tianchi") == ["chen-tianshi"]


# What is not found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("H300", ["h200", "h100", "h20", "h800"]),
        ("B200", ["h200"]),
        ("I20", ["h20", "l20"]),
        ("L2", ["l20"]),
        ("RTX 4090", []),
        ("1.20", ["h20", "l20"]),
        ("H20 Pro", ["h20"]),
        ("H200 Ultra", ["h200"]),
        ("H200 B", ["h200"]),
        ("H200B", ["h200"]),
        ("H200s", ["h200"]),
        ("H200+", ["h200"]),
        ("H100 NVL Max", ["h100"]),
        ("H200 NVL", ["h200"]),
        ("H100 PCIe", ["h100"]),
        ("GB200 H200", ["h200"]),
        ("H200 H20", ["h20"]),
        ("H chip 200", []),
        ("H20 0", ["h20"]),
        ("V3.1", ["deepseek-v3"]),
        ("DeepSeek V4", ["deepseek"]),
        ("Samsung Electronics", ["samsung"]),
        ("Huawei UK", ["huawei"]),
        ("la", []),
        ("80 GB", []),
        ("sxm5", []),
        ("", []),
        ("...", []),
    ],
)
def test_what_is_not_in_the_base_is_not_found_but_suggests_names(text: str, first: list[str]) -> None:
    assert suggestions(text)[: len(first)] == first
    assert len(suggestions(text)) <= names.MOST_SUGGESTIONS


@pytest.mark.parametrize(
    "text",
    ["Google", "OpenAI", "Meta", "Micron", "Anthropic", "Qualcomm", "Cerebras", "Apple", "UMC", "Moore Threads",
     "Mistral", "ASMI", "Ascend", "Hopper", "AMD", "Dell", "Oracle", "Grok", "Zhipu", "Kimi", "Trainium",
     "Samsung Foundry", "Nvidia Hopper", "US Reuters", "Alibaba UK", "no Reuters", "Xi Samsung"],
)  # fmt: skip
def test_real_names_that_are_not_in_the_base_are_not_found(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize("text", ["Intel H200", "AMD H100", "Huawei H20", "H20 de Huawei", "Alibaba R1", "Nvidia V3"])
def test_a_product_of_another_maker_is_not_found(text: str) -> None:
    assert understood(text) is None
    assert suggestions(text)


def test_the_maker_is_dropped_only_where_the_base_names_it() -> None:
    chip: tuple[str, EntityKind, str, tuple[str, ...]] = ("x900", "chip", "X900", ())
    answer = resolve(Index((*ENTITIES, chip)), "Nvidia X900")
    assert isinstance(answer, Missing)
    assert [candidate.id for candidate in answer.suggestions][:2] == ["nvidia", "x900"]


def test_part_of_a_code_is_never_an_answer() -> None:
    assert candidates("100") == ["a100", "h100"]
    assert candidates("Nvidia 100") == ["a100", "h100"]
    assert candidates("la puce 20") == ["h20", "l20"]
    assert candidates("200") == ["h200"]
    assert candidates("1", frozenset({"model"})) == ["deepseek-r1"]
    assert candidates("800", CHIPS) == ["a800", "h800"]


def test_a_name_of_another_kind_is_only_suggested() -> None:
    assert suggestions("Nvidia", CHIPS) == ["nvidia"]
    assert suggestions("nvida", CHIPS)[0] == "nvidia"
    assert suggestions("H200", COMPANIES) == ["h200"]
    assert suggestions("100", COMPANIES) == ["a100", "h100"]
    assert suggestions("H2OO", COMPANIES)[0] == "h200"
    assert suggestions("R1", CHIPS) == ["deepseek-r1"]
    assert understood("NVDA", COMPANIES) == ("nvidia", "alias")


# The names with a digit in the base; the sweeps below expect these and nothing else.
CODES = {
    "h200": "h200", "h20": "h20", "h100": "h100", "h800": "h800", "a100": "a100", "a800": "a800", "l20": "l20",
    "r1": "deepseek-r1", "r2": "deepseek-r2", "v3": "deepseek-v3",
}  # fmt: skip


def test_an_unknown_code_never_becomes_a_known_one() -> None:
    prefixes = [*string.ascii_uppercase, "AH", "GB", "GH", "HH", "HB", "HL", "MI", "OH", "RT", "LL"]
    for prefix, number in product(prefixes, [*range(1, 1000), 1000, 2000, 2008, 4090, 10020]):
        answer = understood(f"{prefix}{number}")
        assert (answer and answer[0]) == CODES.get(f"{prefix}{number}".lower())
        assert answer is None or answer[1] in {"exact", "alias"}


def test_an_unknown_code_stays_unknown_beside_other_words() -> None:
    chips = {code for code, entity in CODES.items() if code == entity}
    for letter, number in product(string.ascii_uppercase, (1, 2, 10, 20, 80, 100, 200, 300, 400, 800, 900, 2000)):
        code = f"{letter}{number}".lower()
        expected = (code, "exact") if code in chips else None
        assert understood(f"la puce {letter} {number} de Nvidia") == expected
        assert understood(f"Nvidia {letter}-{number} SXM 80 GB") == expected


def test_a_known_code_with_something_behind_it_is_another_product() -> None:
    letters = [letter for letter in string.ascii_uppercase if letter not in "OIL"]
    more = (
        "Pro",
        "Ultra",
        "Max",
        "Super",
        "NVL",
        "PCIe",
        "Ti",
        "AI",
        "LE",
        "lite",
        "+",
        "*",
        "%",
        "x2",
        "v2",
        "2",
        "0",
    )
    for code, suffix in product(CODES, (*letters, "L", *more, *map("".join, product("ABSX", repeat=2)))):
        for text in (f"{code}{suffix}", f"{code} {suffix}", f"Nvidia {code} {suffix}"):
            assert (answer := understood(text)) is None or CODES.get(names.key(text)) == answer[0], text
        if suffix != "LE":  # in front it is an article
            assert understood(f"{suffix} {code}") is None


@pytest.mark.parametrize(
    "text",
    [
        "\u202eH200",  # shown as 002H
        "\u202e002H",  # shown as H200
        "\u2066H200\u2069",
        "H20\x080",
        "H200\x00",
        "\x1b[31mH200",
        "H20\u200b0",  # shown as H200
        "H20\u20600",
        "H20\u2070",  # with a footnote of zero
        "H200\u00b2",
        "H20\u24ea",
        "\u041d200",  # a Cyrillic letter
        "\u0391100",  # a Greek one
        "H2\u041e\u041e",
        "H200\udcff",
        "\ud800",
        "H200\ue000",
        "H200\u3164",  # a letter that is not seen
        "H\u0662\u0660\u0660",  # Arabic digits
        "H200\U0001f680",
    ],
)
def test_hidden_or_foreign_characters_make_no_name(text: str) -> None:
    assert understood(text) is None


def test_invisible_characters_in_a_word_do_no_harm() -> None:
    assert understood("Cam\u00adbricon") == ("cambricon", "exact")
    assert understood("Nvidia\u200b") == ("nvidia", "exact")
    assert understood("H\u200b200") == ("h200", "exact")


def test_a_long_text_is_turned_down_before_it_is_read() -> None:
    assert resolve(INDEX, "H200" + " " * names.LONGEST) == Missing()
    assert resolve(INDEX, "\u0301\u0323" * 100_000) == Missing()
    assert understood("H200" + " " * (names.LONGEST - 4)) == ("h200", "exact")


# For any text

TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.characters(codec=None, categories=["L", "M", "N", "Z", "C", "P", "S"]), max_size=40),
    st.lists(
        st.sampled_from(
            ["H200", "h", "200", "H2OO", "puce", "de", "Nvidia", "Intel", "chips", "80", "go", "cambrikon", "l", "0",
             "tsinghua", "unigrop", "\u0301", "\ud800", "\u202e", "\u200b", "-", "'s", "+", "the", "100", "chinese"]
        ),
        max_size=8,
    ).map(" ".join),
)  # fmt: skip

ANY_KINDS: st.SearchStrategy[Kinds] = st.sampled_from([None, CHIPS, COMPANIES, frozenset()])


@settings(deadline=None)  # the first mistyped name loads RapidFuzz
@given(TEXTS, ANY_KINDS)
def test_any_text_has_an_answer_of_the_kinds_asked_for(text: str, kinds: Kinds) -> None:
    answer = resolve(INDEX, text, kinds)
    if isinstance(answer, Found):
        assert kinds is None or answer.kind in kinds
    elif isinstance(answer, Ambiguous):
        assert 1 <= len(answer.candidates) <= names.MOST_CANDIDATES
        assert kinds is None or all(candidate.kind in kinds for candidate in answer.candidates)
    else:
        assert len(answer.suggestions) <= names.MOST_SUGGESTIONS
    assert answer == resolve(INDEX, text, kinds)


@settings(deadline=None)
@given(st.sampled_from(["", "cambrikon", "Nvidi", "samsumg", "H"]), TEXTS, st.integers(0, 9))
def test_a_text_with_a_digit_is_never_matched_approximately(start: str, text: str, digit: int) -> None:
    answer = understood(f"{start}{text}{digit}")
    assert answer is None or answer[1] in {"exact", "alias", "look_alike"}


@given(
    st.sampled_from(sorted(CODES)),
    st.sampled_from(["", " ", "  ", "-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "_", "\u00a0", "."]),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_case_dashes_and_spaces_make_no_difference_to_a_code(code: str, between: str, upper: list[bool]) -> None:
    letters, digits = code[0], code[1:]
    text = "".join(char.upper() if up else char for char, up in zip(f"{letters}{between}{digits}", upper, strict=False))
    answer = understood(text)
    assert answer is not None
    assert answer == understood(f" {letters.upper()}{between}{digits} ") == understood(code)
    assert answer[0] == CODES[code]


@given(st.text(alphabet="HALRVB0123456789OIl -.", max_size=8))
def test_only_known_codes_come_out_of_code_like_texts(text: str) -> None:
    answer = understood(text)
    if answer and any(char.isdigit() for char in text):
        typed = "".join(char for char in text if char.isalnum()).lower()
        alike = str.maketrans("oil", "011")
        code = next(code for code, entity in CODES.items() if entity == answer[0])
        assert typed.translate(alike) == code.translate(alike)


# Cost


def test_similar_names_are_fetched_once_for_a_text_and_not_at_all_for_a_code() -> None:
    index = Index()
    for text in ("H300", "la puce H2OO", "Nvidia", "chinese", "RTX 4090"):
        resolve(index, text, CHIPS)
    assert index.fetched == []
    resolve(index, "kambrikom", CHIPS)
    assert index.fetched == [6, 7, 8, 9, 10, 11, 12]


def test_rapidfuzz_is_loaded_only_for_a_mistyped_name() -> None:
    code = "import sys, chipcli.names; print(sorted({'rapidfuzz', 'sqlite3', 'yaml', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
