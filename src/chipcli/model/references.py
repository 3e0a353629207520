"""What a record refers to, read off the types: every field marked `refers_to`."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct, inspect

Target = Literal["entity", "claim", "source"]


class Reference(NamedTuple):
    """One mention of another record."""

    target: Target
    id: str
    place: str
    """The field that holds it, with index: `buyers[1]`."""


def references(record: Struct) -> Iterator[Reference]:
    """Yield what a record refers to, field by field."""
    return _walk(record, _type_info(type(record)), "")


@cache
def _type_info(cls: type[Struct]) -> inspect.Type:
    return inspect.type_info(cls)


def _walk(value: object, info: inspect.Type, place: str) -> Iterator[Reference]:
    if value is None:
        return
    if isinstance(info, inspect.Metadata):
        target = (info.extra or {}).get("refers_to")
        if target and isinstance(value, str):
            yield Reference(target, value, place)
        else:
            yield from _walk(value, info.type, place)
    elif isinstance(info, inspect.UnionType):
        for member in info.types:
            yield from _walk(value, member, place)
    elif isinstance(info, inspect.StructType) and isinstance(value, info.cls):
        for field in info.fields:
            inner = f"{place}.{field.name}" if place else field.name
            yield from _walk(getattr(value, field.name), field.type, inner)
    elif isinstance(info, inspect.VarTupleType) and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, info.item_type, f"{place}[{index}]")
