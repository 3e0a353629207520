"""Fit the weights of search's signals to the questions of the working set.

usage: python -m benchmarks.weights [--held-out N]

A weight says what a signal is worth when a claim that answers a question is told from one that doesn't. They are fitted
by logistic regression on pairs: the best right claim of each question against its strongest wrong ones. With
`--held-out`, the questions are parted in N, and each part is ranked with weights fitted to the others. That says what
the weights would do on questions that they were not fitted to; the word lists were still made with all of them in view.
"""

import argparse
import math
import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.search import Question, questions
from chipcli import status
from chipcli.asking import ranking
from chipcli.asking.question import understand
from chipcli.model.answer import SignalName
from chipcli.store import Store, open_base

Weights = Mapping[SignalName, float]

Features = Mapping[SignalName, float]

RIVALS = 15
"""Wrong claims that a right one is told from."""

ROUNDS, STEPS, RATE, HOLD = 2, 400, 0.2, 1e-3


class Told(NamedTuple):
    """A question, and what each claim has to say for itself."""

    right: list[Features]
    wrong: list[Features]


def told(store: Store, question: Question) -> Told:
    """Return the signals of the claims that may answer a question, without their weights."""
    today = question.asked_on or status.terms(store).date.last
    found = Told([], [])
    for one in ranking.ranked(store, understand(store, question.text, today)):
        features = {signal.name: signal.value / ranking.WEIGHTS[signal.name] for signal in one.hit.signals}
        (found.right if one.claim.id in question.answers else found.wrong).append(features)
    return found


def fitted(asked: Sequence[Told]) -> Weights:
    """Return the weights that best tell right claims from wrong ones."""
    weights = dict(ranking.WEIGHTS)
    for _ in range(ROUNDS):
        weights = _regressed([pair for one in asked for pair in _pairs(one, weights)], weights)
    return weights


def _pairs(one: Told, weights: Weights) -> list[Features]:
    """Return by how much the best right claim of a question differs from each of its strongest wrong ones."""
    if not one.right:
        return []
    best = max(one.right, key=lambda features: _score(features, weights))
    rivals = sorted(one.wrong, key=lambda features: -_score(features, weights))[:RIVALS]
    return [{name: best.get(name, 0.0) - rival.get(name, 0.0) for name in weights} for rival in rivals]


def _regressed(pairs: Sequence[Features], weights: Weights) -> dict[SignalName, float]:
    found = dict(weights)
    for _ in range(STEPS):
        slope = dict.fromkeys(found, 0.0)
        for pair in pairs:
            missed = 1 / (1 + math.exp(min(30.0, _score(pair, found))))
            for name, value in pair.items():
                slope[name] += missed * value
        for name, weight in found.items():
            found[name] = weight + RATE * (slope[name] / len(pairs) * RIVALS - HOLD * weight)
    return found


def _score(features: Features, weights: Weights) -> float:
    return sum(weights[name] * value for name, value in features.items())


def place(one: Told, weights: Weights) -> int | None:
    """Return the place of the first right claim, from 1."""
    if not one.right:
        return None
    best = max(_score(features, weights) for features in one.right)
    return 1 + sum(_score(features, weights) > best for features in one.wrong)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--held-out", type=int, metavar="N")
    options = parser.parse_args()
    store = open_base()
    asked = [told(store, question) for question in questions("work") if question.answers]
    if options.held_out:
        random.Random(1).shuffle(asked)  # noqa: S311  # only parts the questions
        places = []
        for part in range(options.held_out):
            weights = fitted([one for at, one in enumerate(asked) if at % options.held_out != part])
            places += [place(one, weights) for one in asked[part :: options.held_out]]
        for most in (1, 3):
            print(f"held out, in {most}: {sum(p is not None and p <= most for p in places) / len(places):.1%}")  # noqa: T201
    for name, weight in fitted(asked).items():
        print(f"{name:8} {weight:+.2f}  now {ranking.WEIGHTS[name]:+.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
