"""What a series of seeds has taken so far, this command's calls and those of earlier ones."""

from collections.abc import Callable, Iterable
from itertools import count

from groundplan.footage.acceptance.draws import left, spent
from groundplan.footage.ledger import Ledger
from groundplan.shader.plan import ShadePlan

__all__ = ["keys_called", "taken"]


def keys_called(
    plan_of: Callable[[int], ShadePlan], pack_hash: str, *, ledger: Ledger, first_seed: int
) -> frozenset[str]:
    """Return the keys of the plans of seeds in a row, from the first on, that were called before.

    `pack_hash`: of the pack that they are called with.

    Raises:
        StoreError: The ledger is damaged.
    """
    keys: set[str] = set()
    for seed in count(first_seed):
        key = plan_of(seed).key(pack_hash)
        if key in keys or ledger.latest(key) is None:
            break
        keys.add(key)
    return frozenset(keys)


def taken(ledger: Ledger, shot: str, keys: Iterable[str]) -> tuple[int, float]:
    """Return how many calls of a shot's plans have left, by their keys, and what they cost.

    What a host did not state counts as estimated.

    Raises:
        StoreError: The ledger is damaged.
    """
    known = frozenset(keys)
    rows = [row for row in ledger.rows(shot=shot) if row.call.key in known]
    return sum(left(row) for row in rows), sum(spent(rows).values())
