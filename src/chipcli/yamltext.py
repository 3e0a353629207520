"""A YAML subset in which every scalar is text: mappings, lists and strings, each with its line.

Typing is the model's work. YAML's own would read 3.10 as 3.1 and NO as false, and its anchors, tags and
merges can make a small file explode, so they are refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import yaml

LARGEST = 32 * 1024 * 1024
DEEPEST = 12

Plain = dict[str, "Plain"] | list["Plain"] | str | None
Path = tuple[str | int, ...]

# C parser where PyYAML was built with it: ten times as quick, and it does not recurse.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Marks that cannot be seen and can deceive, wherever they stand: a comment makes no event.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb]|(?<!^)\ufeff")

# What YAML 1.1 does not count as printable.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_NULLS = ("", "null", "~")


class YamlError(Exception):
    """The text is outside the subset; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Tree(NamedTuple):
    """A document as plain values, and the line of each."""

    value: Plain
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """Return the line of a place, or of the nearest place around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(data: bytes) -> Tree:
    """Read one document.

    Raises:
        YamlError: for bad UTF-8, bad YAML, and whatever the subset leaves out.
    """
    if len(data) > LARGEST:
        raise YamlError(1, f"larger than {LARGEST} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise YamlError(data.count(b"\n", 0, fault.start) + 1, "not UTF-8") from None
    if hidden := _HIDDEN.search(text):
        raise YamlError(_line_at(text, hidden.start()), _not_allowed(hidden[0]))
    lines: dict[Path, int] = {}
    events = _events(text)
    first = next(events, None)
    value = None if first is None else _value(first, events, (), lines)
    for _ in events:
        break  # Drawn on, so that a second document is found.
    return Tree(value, lines)


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events that carry content, refusing what the subset leaves out."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = _line(event)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise YamlError(line, "holds more than one document")
            _refuse_machinery(event)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    raise YamlError(line, f"nested deeper than {DEEPEST} levels")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent)):
                yield event
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise YamlError(mark.line + 1 if mark else 1, fault.problem or "not YAML") from None
    except yaml.reader.ReaderError:
        # Where it is, the C parser tells in bytes and the Python parser in characters.
        forbidden = _FORBIDDEN.search(text)
        line = _line_at(text, forbidden.start()) if forbidden else 1
        raise YamlError(line, "holds a character that YAML forbids") from None
    except (ValueError, OverflowError):
        # The Python parser lets these out where an escape names no character.
        raise YamlError(1, "holds an escape of no character") from None


def _refuse_machinery(event: yaml.Event) -> None:
    """Refuse what makes YAML a language: aliases, anchors and tags."""
    if isinstance(event, yaml.AliasEvent):
        raise YamlError(_line(event), f"alias *{event.anchor} is not allowed")
    if anchor := getattr(event, "anchor", None):
        raise YamlError(_line(event), f"anchor &{anchor} is not allowed")
    if tag := getattr(event, "tag", None):
        raise YamlError(_line(event), f"tag {tag} is not allowed")


def _value(event: yaml.Event, events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> Plain:
    lines[path] = _line(event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, path, lines)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, path, lines)
    assert isinstance(event, yaml.ScalarEvent)  # noqa: S101  # the one that is left
    return _scalar(event)


def _mapping(events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> Plain:
    found: dict[str, Plain] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = _line(event)
        key = _scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if key is None:
            raise YamlError(line, "a key must be a word")
        if key == "<<":
            raise YamlError(line, "merge key << is not allowed")
        if key in found:
            raise YamlError(line, f"key {key!r} stands twice")
        found[key] = _value(next(events), events, (*path, key), lines)
    return found


def _sequence(events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> Plain:
    found: list[Plain] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        found.append(_value(event, events, (*path, len(found)), lines))
    return found


def _scalar(event: yaml.ScalarEvent) -> str | None:
    text: str = event.value
    if event.implicit[0] and text in _NULLS:
        return None
    for character in text:
        # Cc, Cf, Cs, Co, Zl, Zp: controls, bidirectional and zero-width marks, lone surrogates,
        # private use, line separators. None of them can be seen, and all of them can deceive.
        if not character.isprintable() and unicodedata.category(character) != "Zs":
            raise YamlError(_line(event), _not_allowed(character))
    return text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _not_allowed(character: str) -> str:
    return f"character U+{ord(character):04X} is not allowed"
