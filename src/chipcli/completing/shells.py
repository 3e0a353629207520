"""What each shell sends, and what it is answered.

bash     the line up to the cursor, as typed, and its COMP_WORDBREAKS: its own words are split at `=` and carry quotes
zsh      the words after the program, without quotes; the last one is being typed
fish     the same

The first line of an answer says how to insert the others: `words`; `open`, after which no space is put; `loose`, which
do not all begin as typed, so that what they have in common is no completion; or `files`, `folders`, which the shell
completes by itself. After it and a tab stands, for zsh, how many characters of the word are to stay, and for fish
those characters. Each other line is a value, for zsh and fish with a tab and what it is about.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from chipcli.completing.grammar import Place, Value

_ESCAPES: dict[str, Callable[[str], str]] = {
    "'": lambda text: text.replace("'", "'\\''"),
    '"': lambda text: re.sub(r'([\\"$`])', r"\\\1", text),
    "": lambda text: re.sub(r"([^\w@%+=:,./-])", r"\\\1", text),
}
"""How a text is written inside the quotes that are open; outside of any, behind backslashes."""


class Typed(NamedTuple):
    """A line up to the cursor."""

    words: list[str]
    """Without the program, without quotes, without the word that is being typed."""
    current: str
    quote: str = ""
    """The quote that is open in it."""
    fixed: str = ""
    """What of it the shell leaves in place: the part that, to it, is a word of its own."""


# Reading


def _of_words(sent: Sequence[str]) -> Typed:
    return Typed([*sent[:-1]], sent[-1])


def _of_line(sent: Sequence[str]) -> Typed:
    line, breaks = sent
    words, quote, fixed = _split(line, breaks)
    return Typed(words[1:-1], words[-1], quote, fixed)


def _split(line: str, breaks: str) -> tuple[list[str], str, str]:
    """Split a line as bash does; the last word may be empty, or have a quote that is not closed yet.

    Returns:
        the words without their quotes, the quote that is open, and what of the last word stays in place.
    """
    words: list[str] = []
    word: str | None = None
    quote = fixed = ""
    signs = iter(line)
    for sign in signs:
        if quote and sign == quote:
            quote = ""
        elif sign == "\\" and quote != "'":
            after = next(signs, "")
            # Between double quotes it stays a backslash before most signs.
            word = (word or "") + (sign if quote and after not in '"\\$`' else "") + after
        elif quote:
            word = (word or "") + sign
        elif sign in "'\"":
            quote = sign
            fixed = word = word or ""
        elif sign.isspace():
            if word is not None:
                words.append(word)
            word, fixed = None, ""
        else:
            word = (word or "") + sign
            if sign in breaks:
                fixed = word
    return [*words, word or ""], quote, fixed


READERS: dict[str, Callable[[Sequence[str]], Typed]] = {"bash": _of_line, "zsh": _of_words, "fish": _of_words}


# Writing


def _manner(where: Place, values: Sequence[Value]) -> str:
    if where.of in ("files", "folders"):
        return where.of
    begun = where.begun.lower()
    if len(values) > 1 and not all(value.text.lower().startswith(begun) for value in values):
        return "loose"
    return "open" if where.goes_on else "words"


def _for_bash(typed: Typed, where: Place, values: Sequence[Value]) -> Iterator[str]:
    manner = _manner(where, values)
    yield manner
    for value in values:
        whole = f"{where.kept}{value.text}"
        # Where it would change what bash leaves in place, it is none.
        if whole.startswith(typed.fixed):
            yield _ESCAPES[typed.quote](whole[len(typed.fixed) :])
    if manner == "loose":
        # With a blank among them they have nothing in common: they are shown, and what is typed stays.
        yield " "


def _for_zsh(typed: Typed, where: Place, values: Sequence[Value]) -> Iterator[str]:
    del typed
    yield f"{_manner(where, values)}\t{len(where.kept)}"
    yield from (f"{value.text}\t{_printable(value.about)}" for value in values)


def _for_fish(typed: Typed, where: Place, values: Sequence[Value]) -> Iterator[str]:
    del typed
    yield f"{_manner(where, values)}\t{where.kept}"
    yield from (f"{where.kept}{value.text}\t{_printable(value.about)}" for value in values)


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


WRITERS: dict[str, Callable[[Typed, Place, Sequence[Value]], Iterator[str]]] = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
}
