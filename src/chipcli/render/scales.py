"""What the scales of pictures have in common, whatever they are drawn with."""

from collections.abc import Sequence

YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Years from one name on a scale to the next."""


def shortest(months: Sequence[str]) -> list[str]:
    """Return the names of the months cut as short as they can be told apart."""
    length = next(length for length in range(3, 20) if len({name[:length] for name in months}) == len(months))
    return [name[:length] for name in months]
