"""Taking turns: a weighted draw that is still sure to reach everybody.

The promise is that every item comes up in any `window` consecutive picks. An item picked `age` picks
ago must therefore be picked within the next `window - age`: that is its deadline. Sort the items by
deadline. As long as the i-th deadline (from 1) is at least i, all can be met. When it is exactly i, the
next pick has to be among the first i; so an item may be drawn when no such tight place lies before it.
Picking it leaves the others in order with one pick less to go, and itself at the end with the full
window, which is at least the number of items: so the condition holds again, and the promise with it.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b


def may_come(items: Sequence[str], past: Sequence[str], window: int) -> list[str]:
    """The items that may be drawn next so that each still comes up within any `window` picks.

    `past` is what was picked, oldest first. A history that already broke the promise is caught up
    with, oldest first. `window` must be at least the number of items.
    """
    if window < len(items):
        raise ValueError(f"{len(items)} items cannot all come up in {window} picks")
    age = ages(items, past)
    in_turn = sorted(items, key=lambda item: -age[item])
    for position, item in enumerate(in_turn, start=1):
        if window - age[item] <= position:
            return in_turn[:position]
    return in_turn


def ages(items: Sequence[str], past: Sequence[str]) -> dict[str, int]:
    """For each item, how many picks were made since it; all of them when it never was."""
    age = dict.fromkeys(items, len(past))
    missing = set(items)
    for picks_ago, item in enumerate(reversed(past)):
        if item in missing:
            age[item] = picks_ago
            missing.remove(item)
            if not missing:
                break
    return age


def draw(items: Sequence[str], weights: Mapping[str, float], salt: str) -> str:
    """One of `items`, twice as likely at twice the weight; the same one for the same arguments.

    Weighted sampling after Efraimidis and Spirakis: the largest of u^(1/weight), u uniform in (0, 1).
    """
    salted = blake2b(f"{salt}|".encode(), digest_size=8)  # once for all: a salt carries a long history

    def uniform(item: str) -> float:
        digest = salted.copy()
        digest.update(item.encode())
        return (int.from_bytes(digest.digest(), "big") + 0.5) / 2**64

    return max(items, key=lambda item: uniform(item) ** (1 / weights.get(item, 1.0)))
