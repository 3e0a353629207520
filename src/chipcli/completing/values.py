"""Names, ids and dates of the compiled base that begin as typed: by index, and never all of them.

It opens the compiled file by itself, and as it is, even in a checkout whose facts are newer: the store, with the model
of the facts behind it, takes longer to import than a completion may take, and reading facts takes longer still.
"""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from chipcli.completing.grammar import Value

SHOWN = 100
"""The most values that are offered."""

LOOKED_AT = 5000
"""The most rows that are looked at: a base may hold a million."""

LONGEST = 200
"""Characters of the longest text that is completed."""

LONGEST_ABOUT = 72

_LAST = "\U0010ffff"

_KINDS = {
    "chips": ("chip", "chip_group"),
    "companies": ("company",),
}

_FROM_KEYS = "SELECT entity FROM name_key WHERE key >= :first AND key < :last ORDER BY key"

_FROM_WORDS = "SELECT entity FROM name_word WHERE word >= :first AND word < :last ORDER BY word"

_FROM_DIGITS = "SELECT entity FROM name_code WHERE digits >= :first AND digits < :last ORDER BY digits"

_DATE = r"\d{4}(?:-\d\d){0,2}"


class Values:
    """What the base at a path has to complete with."""

    def __init__(self, path: str) -> None:
        quoted = re.sub(r"[%?#]", lambda found: f"%{ord(found[0]):02x}", path)
        # immutable: no lock is taken and no journal looked for. A missing file is not made.
        self._connection = sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True)

    def fitting(self, of: str, begun: str, taken: Collection[str] = ()) -> list[Value]:
        """Return what begins as typed, in the order to show it; what stands in the line already is left out.

        Where nothing begins that way: the names of which a later word does, or another name.
        """
        if len(begun) > LONGEST:
            return []
        find: dict[str, Callable[[str], Iterable[Value]]] = {
            "claims": self._claims,
            "sources": self._sources,
            "dates": self._dates,
        }
        found = find[of](begun) if of in find else self._names(begun, _KINDS.get(of))
        return [value for value in dict.fromkeys(found) if value.text not in taken and value.text.isprintable()]

    # Names

    def _names(self, begun: str, kinds: Sequence[str] | None) -> list[Value]:
        key = _key(begun)
        if begun.strip() and not key:
            return []
        first = _some(_beginning(self._entities(_FROM_KEYS, key, kinds), begun), SHOWN)
        if len(first) == SHOWN:
            first[-1:] = _some(_beginning(self._entities(f"{_FROM_KEYS} DESC", key, kinds), begun), 1)
        if first:
            return sorted(first, key=_natural)
        named = [*self._entities(_FROM_KEYS, key, kinds)]
        words = begun.split()
        if key.isdecimal():
            named += self._entities(_FROM_DIGITS, key, kinds)
        elif words:
            inside = self._entities(_FROM_WORDS, _key(words[0]), kinds)
            named += (entry for entry in inside if any(_has_inside(name, begun) for name in entry[:2]))
        return _bounded(sorted(_some((Value(name, about) for name, _, about in named), LOOKED_AT), key=_natural))

    def _entities(self, ranks: str, begun: str, kinds: Sequence[str] | None) -> Iterator[tuple[str, str, str]]:
        """Yield the names of entities, in both languages, and their kinds; `ranks` selects them by prefix."""
        # The bound stands inside: what is not of the kind asked for costs time as well. The join keeps the order.
        wanted = ", ".join(f"'{kind}'" for kind in kinds or ())
        rows = self._connection.execute(
            f"SELECT name, name_fr, kind FROM ({ranks} LIMIT {LOOKED_AT}) CROSS JOIN entity ON entity.rank = entity "  # noqa: S608  # of the texts above
            + (f"WHERE kind IN ({wanted})" if wanted else ""),
            {"first": begun, "last": f"{begun}{_LAST}"},
        )
        for name, name_fr, kind in rows:
            yield name, name_fr or name, kind.replace("_", " ")

    # Ids

    def _claims(self, begun: str) -> list[Value]:
        start = begun.lower()
        query = "SELECT id, json_extract(body, '$.en') FROM claim WHERE id >= ? AND id < ? ORDER BY id {} LIMIT ?"
        first = self._rows(query.format(""), start, f"{start}{_LAST}", SHOWN)
        if len(first) == SHOWN:
            first[-1:] = self._rows(query.format("DESC"), start, f"{start}{_LAST}", 1)
        return [Value(id_, _short(sentence)) for id_, sentence in first]

    def _sources(self, begun: str) -> list[Value]:
        rows = self._rows(
            "SELECT id, json_extract(head, '$.title') FROM (SELECT id, head FROM source ORDER BY id LIMIT ?)", LOOKED_AT
        )
        wanted = begun.lower()
        first = [Value(id_, _short(title)) for id_, title in rows if id_.startswith(wanted)]
        return _bounded(first or [Value(id_, _short(title)) for id_, title in rows if f"-{wanted}" in id_])

    # Dates

    def _dates(self, begun: str) -> list[Value]:
        """Return the days, months and years of changes and of sources, with what happened then."""
        happened: dict[str, list[str]] = {}
        changes = self._rows(
            "SELECT json_extract(body, '$.when.edtf'), json_extract(body, '$.en') FROM claim "
            "WHERE rank IN (SELECT claim FROM status LIMIT ?) ORDER BY rank",
            LOOKED_AT // 2,
        )
        published = self._rows(
            "SELECT json_extract(head, '$.published.edtf'), 'published: ' || json_extract(head, '$.title') "
            "FROM (SELECT head FROM source ORDER BY rank LIMIT ?)",
            LOOKED_AT,
        )
        for edtf, what in (*changes, *published):
            for date in re.findall(_DATE, edtf or ""):
                if date.startswith(begun):
                    happened.setdefault(date, []).append(what)
        return _bounded([Value(date, _several(told)) for date, told in sorted(happened.items())])

    def _rows(self, query: str, *values: object) -> list[tuple[str, str]]:
        return self._connection.execute(query, values).fetchall()


def _key(text: str) -> str:
    """Return the form that the base files a name under: that of `names.key`, which is slow to import."""
    plain = text.replace("-", " ")
    if (plain.isascii() and plain.replace(" ", "a").isalnum()) or not plain:
        return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(plain.lower().split()))
    from chipcli import names  # noqa: PLC0415  # accents, apostrophes and other scripts are not typed often

    return names.key(text)


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize  # noqa: PLC0415  # as above

    return "".join(char for char in normalize("NFKD", text.casefold()) if not combining(char))


def _beginning(entries: Iterable[tuple[str, str, str]], begun: str) -> Iterator[Value]:
    """Yield those of the names that begin as typed; the French one only where the English one does not."""
    wanted = _plain(begun)
    for name, name_fr, about in entries:
        fitting = next((one for one in (name, name_fr) if _plain(one).startswith(wanted)), None)
        if fitting:
            yield Value(fitting, about)


def _has_inside(name: str, begun: str) -> bool:
    return re.search(rf"\b{re.escape(_plain(begun))}", _plain(name)) is not None


def _natural(value: Value) -> tuple[list[tuple[bool, int, str]], str]:
    """Put H20 before H100."""
    parts = re.findall(r"\d+|\D+", _plain(value.text))
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts], value.text


def _some(values: Iterable[Value], most: int) -> list[Value]:
    """Return the first values, each text once: two entities of one name are one completion."""
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(value.text, value)
        if len(found) == most:
            break
    return [*found.values()]


def _bounded(values: list[Value]) -> list[Value]:
    """Return the first of many values, and the last one, without which a shell would insert too much.

    It inserts what all that it is offered have in common.
    """
    return values if len(values) <= SHOWN else [*values[: SHOWN - 1], values[-1]]


def _several(told: Sequence[str]) -> str:
    more = f" (+{len(told) - 1})" if len(told) > 1 else ""
    return f"{_short(told[0], LONGEST_ABOUT - len(more))}{more}"


def _short(text: str, longest: int = LONGEST_ABOUT) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
