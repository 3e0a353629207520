"""An answer as one JSON document, the same bytes for the same facts."""

from typing import Any, BinaryIO

import msgspec

from chipcli.model.answer import Answer


def write(answer: Answer[Any, Any], stream: BinaryIO) -> None:
    """Write an answer, indented, in UTF-8 whatever the stream's own encoding."""
    stream.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
