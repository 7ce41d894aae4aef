"""Seeded draws: the same seed makes the same demo."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Rng = np.random.Generator


def pick(rng: Rng, values: Sequence[T]) -> T:
    """One of `values`, all equally likely."""
    return values[int(rng.integers(len(values)))]


def draw(rng: Rng, weights: Mapping[T, float]) -> T:
    """One of the keys, as likely as its weight says."""
    left = rng.random() * sum(weights.values())
    for value, weight in weights.items():
        left -= weight
        if left < 0:
            return value
    return value


def happens(rng: Rng, probability: float) -> bool:
    """True with this probability."""
    return bool(rng.random() < probability)


def shuffled(rng: Rng, counts: Mapping[T, int]) -> list[T]:
    """Each key as often as counted, in random order."""
    values = [value for value, count in counts.items() for _ in range(count)]
    return [values[i] for i in rng.permutation(len(values))]
