"""Variety: which exercise comes next, so that kinds and exercises take fair turns.

Promises, for picks that are each fed back into the history while the circumstances stay the same:
- never the same twice in a row while there is another;
- every eligible kind comes up in any 6 consecutive picks, so at least 3 times in any 20 (15 %);
- a stretch never follows a stretch while another kind is eligible, so at most 10 in any 20;
- in any 2n consecutive picks of a kind with n eligible exercises each comes up, so every exercise comes
  up within 12n picks (`content.turns` has the proof).
"""

from collections.abc import Iterable, Sequence

from content.models import Exercise, Kind
from content.turns import draw, may_come

KIND_WINDOW = 6
FAVOURITE_WEIGHT = 3.0


def next_exercise(
    pool: Sequence[Exercise], past: Sequence[Exercise], favourites: frozenset[str], salt: str
) -> Exercise:
    """The next exercise out of `pool`: first a kind in its turn, then an exercise of it in its turn."""
    weights = {one.id: FAVOURITE_WEIGHT if one.id in favourites else 1.0 for one in pool}
    kinds = _open_kinds(pool, past)
    in_kind = {kind: [one for one in pool if one.kind is kind] for kind in kinds}
    of_kind = {str(kind): sum(weights[one.id] for one in ones) for kind, ones in in_kind.items()}
    kind = Kind(draw(sorted(of_kind), of_kind, f"{salt}|kind"))
    by_id = {one.id: one for one in in_kind[kind]}
    turns = [one.id for one in past if one.id in by_id]
    ids = may_come(sorted(by_id), turns, window=2 * len(by_id))
    return by_id[draw([one.id for one in not_again([by_id[one] for one in ids], past)], weights, salt)]


def _open_kinds(pool: Iterable[Exercise], past: Sequence[Exercise]) -> list[Kind]:
    """The kinds that may come next without breaking a promise."""
    ids: dict[str, set[str]] = {}
    for one in pool:
        ids.setdefault(one.kind, set()).add(one.id)
    kinds = may_come(sorted(ids), [one.kind for one in past], KIND_WINDOW)
    if past and len(ids) > 1:
        last = past[-1]
        again = last.kind is Kind.STRETCH or ids.get(last.kind) == {last.id}
        kinds = [kind for kind in kinds if not (again and kind == last.kind)]
    return [Kind(kind) for kind in kinds]


def not_again(pool: Sequence[Exercise], past: Sequence[Exercise]) -> list[Exercise]:
    """All but the very last, unless that is all there is."""
    return [one for one in pool if not past or one.id != past[-1].id] or list(pool)
