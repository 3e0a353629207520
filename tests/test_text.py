from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipcli.text import LONGEST, visible

every_character = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    "text", ["", "H200", "la puce H200 de Nvidia", "l’écart – 100\u202f000\u00a0€", "中国", "\\x1b"]
)
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("one\ntwo", "one\\x0atwo"),
        ("\t\r\0\x7f", "\\x09\\x0d\\x00\\x7f"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("\u2066\u200b\ufeff\u00ad", "\\u2066\\u200b\\ufeff\\xad"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ud800", "\\ud800"),
        ("\ue000", "\\ue000"),
        ("\U000e0001", "\\U000e0001"),
        ("\U0010ffff", "\\U0010ffff"),
    ],
)
def test_what_cannot_be_seen_is_written_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(every_character)
def test_nothing_that_cannot_be_seen_is_left(text: str) -> None:
    assert all(char.isprintable() or category(char) == "Zs" for char in visible(text))


@given(every_character, st.integers(1, 200))
def test_a_text_is_cut_before_it_is_made_visible(text: str, longest: int) -> None:
    shown = visible(text, longest=longest)
    assert shown == visible(text[: longest - 1] + "…" if len(text) > longest else text, longest=longest)
    assert len(shown) <= longest * len("\\U0010ffff")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=200))
def test_a_text_that_can_be_seen_is_whole_or_ends_in_an_ellipsis(text: str) -> None:
    shown = visible(text)
    assert len(shown) <= LONGEST
    assert shown == text if len(text) <= LONGEST else shown == text[: LONGEST - 1] + "…"


def test_a_text_of_ten_million_characters_is_cut() -> None:
    assert visible("x" * 10_000_000) == "x" * (LONGEST - 1) + "…"
