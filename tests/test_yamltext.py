import json
import time

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chipcli import yamltext
from chipcli.yamltext import DEEPEST, LARGEST, Plain, Tree, YamlError, read

# PyYAML comes without its C parser where it was built without libyaml.
PARSERS = [name for name in ("SafeLoader", "CSafeLoader") if hasattr(yaml, name)]

# The parser stays the same for all examples of one run.
both_parsers = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(params=PARSERS, autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "_LOADER", getattr(yaml, request.param))


def value(text: str) -> Plain:
    return read(text.encode()).value


def refusal(data: bytes | str) -> tuple[int, str]:
    with pytest.raises(YamlError) as caught:
        read(data.encode() if isinstance(data, str) else data)
    return caught.value.line, caught.value.message


# What stays text


SCALARS = """
3.10 1e3 0700 0x1F 1_000 007 -0 .inf .nan 12:30:45 NO no Yes on true False y NULL Null None nullable = ~x a:b a#b
2025-07 2025-07-10 2025-02-30 2001-12-14t21:59:43.10-05:00 ../2025-12-10 2025-12-10~ H200 0700.HK l’IA
"""


@pytest.mark.parametrize("scalar", [*SCALARS.split(), "100 000", "presque six fois", "5 %", "€ 5"])
def test_a_scalar_is_the_text_that_stands_there(scalar: str) -> None:
    assert value(scalar) == scalar
    assert value(f"when: {scalar}") == {"when": scalar}
    assert value(f"[{scalar}]") == [scalar]
    assert value(f"- \"{scalar}\"\n- '{scalar}'") == [scalar, scalar]


@pytest.mark.parametrize("scalar", ["", "null", "~"])
def test_three_spellings_mean_nothing_and_only_without_quotes(scalar: str) -> None:
    assert value(f"publisher: {scalar}") == {"publisher": None}
    assert value(f'publisher: "{scalar}"') == {"publisher": scalar}
    assert value(f"publisher: '{scalar}'") == {"publisher": scalar}


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment and nothing else", "---\n", "---\n...\n", "null"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert value(text) is None


def test_mappings_and_lists_come_in_both_styles_and_keep_their_order() -> None:
    block = "b:\n  - 1\n  - {d: 2, c: 3}\na:\n  x: [4, 5]\n"
    assert json.dumps(value(block)) == '{"b": ["1", {"d": "2", "c": "3"}], "a": {"x": ["4", "5"]}}'


def test_a_text_over_several_lines_is_one_line() -> None:
    assert value('en: One sentence,\n  on two lines.\nfr: "Une phrase,\n  sur deux lignes."') == {
        "en": "One sentence, on two lines.",
        "fr": "Une phrase, sur deux lignes.",
    }


visible = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30)
trees = st.recursive(
    st.none() | visible,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(visible.filter(lambda key: key != "<<"), inner),
    max_leaves=12,
)


@both_parsers
@given(trees)
def test_json_of_texts_reads_as_what_it_says(tree: Plain) -> None:
    assert value(json.dumps(tree, ensure_ascii=False)) == tree


@both_parsers
@given(trees)
def test_json_reads_the_same_with_every_character_escaped(tree: Plain) -> None:
    # JSON escapes a character beyond U+FFFF as two surrogates, and YAML knows none: \U is its own way.
    text = "".join(char if ord(char) < 0x80 else f"\\U{ord(char):08x}" for char in json.dumps(tree, ensure_ascii=False))
    assert value(text) == tree


# Lines


def test_every_value_knows_its_line() -> None:
    tree = read(b"# comment\n- id: a\n  evidence:\n    - {source: s,\n       paragraph: 1}\n\n- id: b\n")
    assert tree.lines == {
        (): 2,
        (0,): 2,
        (0, "id"): 2,
        (0, "evidence"): 4,
        (0, "evidence", 0): 4,
        (0, "evidence", 0, "source"): 4,
        (0, "evidence", 0, "paragraph"): 5,
        (1,): 7,
        (1, "id"): 7,
    }


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    tree = read(b"\n\n- id: a\n  when:\n    edtf: 2025\n- id: b\n")
    assert tree.line_of((0, "when", "basis")) == 5
    assert tree.line_of((1, "when", "basis")) == 6
    assert tree.line_of((7,)) == 3
    assert Tree(None, {}).line_of(("id",)) == 1


# What is refused


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: &x 2", 2, "anchor &x is not allowed"),
        ("a: &x {b: 1}", 1, "anchor &x is not allowed"),
        ("- &x\n  - 1", 1, "anchor &x is not allowed"),
        ("&x a: 1", 1, "anchor &x is not allowed"),
        ("a: 1\n\nb: *x", 3, "alias *x is not allowed"),
        ("- *x", 1, "alias *x is not allowed"),
        ("*x : 1", 1, "alias *x is not allowed"),
        ("a: !!str 1", 1, "tag tag:yaml.org,2002:str is not allowed"),
        ("a: ! 1", 1, "tag ! is not allowed"),
        ("a: 1\nb: !local 1", 2, "tag !local is not allowed"),
        ("!!map {a: 1}", 1, "tag tag:yaml.org,2002:map is not allowed"),
        ("- !!python/object/apply:os.system ['true']", 1, "tag tag:yaml.org,2002:python/object/apply:os.system"),
        ("%TAG ! tag:x,2000:\n---\na: !y 1", 3, "tag tag:x,2000:y is not allowed"),
        ("a: 1\n<<: {b: 2}", 2, "merge key << is not allowed"),
        ('- {"<<": {b: 2}}', 1, "merge key << is not allowed"),
        ("a: 1\nb: 2\na: 1", 3, "key 'a' stands twice"),
        ('a: 1\n"a": 2', 2, "key 'a' stands twice"),
        ("x:\n  - {a: 1,\n     'a': 2}", 3, "key 'a' stands twice"),
        ("a: 1\n~: 2", 2, "a key must be a word"),
        ("{a: 1,\n ? : 2}", 2, "a key must be a word"),
        ("a: 1\n[b]: 2", 2, "a key must be a word"),
        ("? {a: 1}\n: 2", 1, "a key must be a word"),
        ("a: 1\nb: [1, 2\n]]", 3, ""),
        ("a: 1\nb: c: d", 2, ""),
        ("a: '", 1, ""),
        ("a: 1\n b: 2", 2, ""),
        ("a: @b", 1, ""),
    ],
)
def test_what_the_subset_leaves_out_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    found = refusal(text)
    assert found[0] == line
    assert found[1].startswith(message)
    assert found[1] not in {"", "not YAML"}


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\u00ad", "U+00AD"),
        ("\u200b", "U+200B"),
        ("\u200f", "U+200F"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\u202a", "U+202A"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ue000", "U+E000"),
        ("\ufeff", "U+FEFF"),
        ("\U000e0001", "U+E0001"),
    ],
)
def test_a_character_that_cannot_be_seen_is_refused_as_it_is_and_as_an_escape(character: str, code: str) -> None:
    escaped = f'a: 1\nb: "x\\U{ord(character):08x}y"'
    assert refusal(escaped) == (2, f"character {code} is not allowed")
    assert refusal(f'a: 1\n"x\\U{ord(character):08x}y": 1') == (2, f"character {code} is not allowed")
    assert refusal(f"a: 1\nb: 'x{character}y'\nc: 1")[0] == 2


@pytest.mark.parametrize(
    ("escape", "code"), [("\\e[31m", "001B"), ("\\u202e", "202E"), ("\\a", "0007"), ("\\x9b", "009B")]
)
@pytest.mark.parametrize("place", ['- "{}"', '{{x: "{}"}}', '"{}": x', '"x {} y"'])
def test_no_escape_brings_a_control_character_in(escape: str, code: str, place: str) -> None:
    assert refusal(place.format(escape)) == (1, f"character U+{code} is not allowed")


@pytest.mark.parametrize(
    "text", ["a: |\n  one\n  two\n", "a: >\n  one\n", 'a: "one\\ntwo"', 'a: "one\\ttwo"', "a: one\ttwo"]
)
def test_a_text_of_several_lines_or_columns_is_refused(text: str) -> None:
    assert refusal(text)[0] == 1


@pytest.mark.parametrize("comment", ["\u202e", "\u2066", "\u200b"])
def test_a_comment_hides_no_bidirectional_control_either(comment: str) -> None:
    assert refusal(f"a: 1\n# {comment}\nb: 2")[0] == 2


def test_a_byte_order_mark_at_the_start_is_no_part_of_the_text() -> None:
    assert value("\ufeffa: 1") == {"a": "1"}


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_the_spaces_of_french_figures_stay(space: str) -> None:
    assert value(f"words: 100{space}000") == {"words": f"100{space}000"}


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n", "---\na: 1\n---\n"])
def test_a_second_document_is_refused(text: str) -> None:
    assert refusal(text)[1] == "holds more than one document"


def test_a_second_document_is_refused_with_the_line_it_begins_on() -> None:
    assert refusal("a: 1\nb: 2\n---\nc: 3\n")[0] in {3, 4}


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"\xff", 1), (b"a: 1\nb: caf\xe9\n", 2), (b"\xff\xfea\x00", 1), (b"a: \xed\xa0\x80", 1), (b"a: 1\n\n\xc3", 3)],
)
def test_what_is_not_utf_8_is_refused_with_its_line(data: bytes, line: int) -> None:
    assert refusal(data) == (line, "not UTF-8")


def test_a_control_character_is_refused_with_its_line() -> None:
    assert refusal("a: 1\nb: \x01\nc: 3\n\n\n") == (2, "holds a character that YAML forbids")


def test_accents_before_a_control_character_do_not_move_its_line() -> None:
    assert refusal("a: " + "é" * 20 + "\nb: \x01\n" + "\n" * 30)[0] == 2


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\ud800"])
def test_an_escape_of_no_character_is_refused(escape: str) -> None:
    assert refusal(f'a: "{escape}"')[0] == 1


def test_an_anchor_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert refusal("\n".join(lines)) == (1, "anchor &a0 is not allowed")


# Depth and size


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_hundred_thousand_brackets_are_refused_at_once(opening: str) -> None:
    started = time.perf_counter()
    line, _ = refusal(opening * 100_000)
    assert line == 1
    assert time.perf_counter() - started < 5


def test_the_deepest_nesting_is_read_and_one_more_is_refused() -> None:
    assert value("[" * DEEPEST + "]" * DEEPEST) is not None
    assert refusal("\n" + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == (2, f"nested deeper than {DEEPEST} levels")


def test_depth_counts_what_is_open_and_not_what_was() -> None:
    assert value("\n".join(["- [[[1]]]"] * 50)) == [[[["1"]]]] * 50


def test_a_file_of_the_largest_size_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "LARGEST", 4)
    assert value("a: 1") == {"a": "1"}
    assert refusal("a: 12") == (1, "larger than 4 bytes")


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert refusal(b"\xff" * (LARGEST + 1)) == (1, f"larger than {LARGEST} bytes")


# Whatever comes


@both_parsers
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@both_parsers
@given(st.text("ab0: \n-[]{},?&*!|>'\"%@`#~<=\t\\exuUN.\u0085\u2028é", max_size=60))
def test_arbitrary_punctuation_is_read_or_refused(text: str) -> None:
    read_or_refused(text.encode())


def read_or_refused(data: bytes) -> None:
    try:
        tree = read(data)
    except YamlError as fault:
        assert 1 <= fault.line <= 1 + len(data)  # noqa: PT017  # one of two outcomes
        assert fault.message  # noqa: PT017
    else:
        assert_plain(tree.value)


def assert_plain(found: Plain) -> None:
    if isinstance(found, dict):
        assert all(isinstance(key, str) for key in found)
        for inner in found.values():
            assert_plain(inner)
    elif isinstance(found, list):
        for inner in found:
            assert_plain(inner)
    else:
        assert found is None or found.isprintable() or not set(found).isdisjoint("\u00a0\u2009\u202f\u3000")
