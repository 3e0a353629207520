"""Text from outside, made safe to show."""

from unicodedata import category

LONGEST = 80


def visible(text: str, *, longest: int = LONGEST) -> str:
    """Return a text with what cannot be seen written as an escape, and cut where it is long.

    Control characters could move a terminal's cursor, bidirectional ones show a text in another order.
    """
    cut = text[: longest - 1] + "…" if len(text) > longest else text
    if cut.isprintable():
        return cut
    return "".join(char if char.isprintable() or category(char) == "Zs" else _escape(char) for char in cut)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
