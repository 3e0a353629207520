"""Dated, sourced facts about AI chips and the US and Chinese rules on them."""

__version__ = "0.1.0"
