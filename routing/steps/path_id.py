"""What tells one way through the expanded graph from all others in a few letters: `path_id`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from routing.steps.step import Step

LETTERS = 16


def path_id(steps: Iterable[Step]) -> str:
    """Return 16 hex digits that two routes have in common where they do the same, step by step.

    Kind, element, places, links and side of each step count; what it takes and costs does not, so that the id of a way
    stays when a figure changes.
    """
    return path_id_of(map(step_digest, steps))


def path_id_of(digests: Iterable[bytes]) -> str:
    """Return the id of a way by the digests of its steps."""
    return hashlib.sha256(b"".join(digests)).hexdigest()[:LETTERS]


def step_digest(step: Step) -> bytes:
    """Return 8 bytes for what a step does."""
    words = (step.kind, step.element, step.places, step.links, step.mode, step.side)
    return hashlib.sha256(repr(words).encode()).digest()[:8]
