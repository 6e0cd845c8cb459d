"""Random edits, notes and re-plans against random locks: counts what a lock or a person lost.

    python tools/fuzz_locks.py --steps 10000 --seed 1

Every step is one of: a person's edit, an agent's edit (any origin, also removals and additions), a
lock, an unlocking, a director's note, planning anew, an undo. After each it is checked that
- nothing under a lock changed, came or went, whoever tried;
- what a person set by hand is still held and shown, unless a person's own step said otherwise;
- the inverse of the step gives back the same bytes.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from groundplan.agents.directing.follow_up import follow_up, replan
from groundplan.agents.directing.replanning import is_from_note
from groundplan.agents.director import plan
from groundplan.errors import GroundplanError, WorldError
from groundplan.inputs.text import facts_from_text
from groundplan.world.apply import Applied, apply, rebased
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import content_hash
from groundplan.world.document import World
from groundplan.world.edits import Patch, RemoveNode, WithdrawOpinion
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.paths import exists, lookup, shape_at, split
from groundplan.world.structure import ROOT, leaves, plain

BRIEFS = (
    "A red car drives past a blue truck. Wide shot.",
    "A woman in a red coat walks to a man. 50mm lens.",
    "Two men stand beside a table. The camera dollies in.",
    "A dog runs to the left. A boy waves. Low angle.",
    "A man walks 3 m to a bench, then waves, at dusk.",
    "A girl carries a box and a horse stands behind her.",
)
NOTES = (
    "make it dusk", "make it rain", "noon", "golden hour", "close-up", "wider", "low angle",
    "use a 50mm lens", "f/2.8", "have the camera move 1 m closer", "camera lower", "brighter",
    "make the shot 6 seconds long", "have {it} stop half way", "have {it} wave", "then {it} waves",
    "have {it} walk slower", "have {it} walk twice as fast", "make {it} taller", "make {it} blue",
    "move {it} 1 m to the left", "move {it} back", "put {it} behind {other}",
    "move {it} closer to {other}", "remove {it}", "replace {it} by a cat", "add a lamp",
    "add a chair to the left of {it}", "have {it} run to the right", "turn {it} to face the camera",
    "give {it} a hat", "have {it} wait 1 s", "make it dusk, and have {it} stop half way",
    "have {it} sit down", "orbit around {it}", "the camera stays still", "put {it} next to {other}",
)  # fmt: skip
_PERSON = "user:director"
_ORIGINS = (Origin.QUANTITY, Origin.SOLVER, Origin.LLM, Origin.PLANNER, Origin.VOCABULARY)
_BRANCHES = ("tracks", "shots", "narrative/actions", "narrative/setting", "entities", "intents")
_STEPS_A_WORLD = 60


@dataclass(slots=True)
class Tally:
    """What was done, and what went wrong."""

    steps: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    locks_met: int = 0

    @property
    def count(self) -> int:
        """Return how many steps were tried."""
        return sum(self.steps.values())


def fuzz(*, steps: int, seed: int, told: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Return what came of so many random steps over several worlds; the same for the same seed."""
    rng = np.random.default_rng(seed)
    bases = [plan(facts_from_text(brief)).world for brief in BRIEFS]
    tally = Tally()
    while tally.count < steps:
        world = bases[int(rng.integers(len(bases)))]
        undo: list[Patch] = []
        for _ in range(min(_STEPS_A_WORLD, steps - tally.count)):
            world = _step(world, undo, rng=rng, tally=tally)
        told(tally)
    return tally


def _step(world: World, undo: list[Patch], *, rng: np.random.Generator, tally: Tally) -> World:
    kind = str(rng.choice(
        ["person", "agent", "agent_nodes", "lock", "unlock", "note", "replan", "undo"],
        p=[0.30, 0.22, 0.08, 0.10, 0.04, 0.17, 0.04, 0.05],
    ))  # fmt: skip
    tally.steps[kind] += 1
    if kind == "undo":
        if undo:
            world = apply(world, rebased(undo.pop(), world.revision)).world
        return world
    try:
        patch = _patch(world, kind, rng=rng, tally=tally)
        applied = None if patch is None else apply(world, patch, skip_locked=kind == "agent_nodes")
    except GroundplanError as error:
        tally.refused[type(error).__name__] += 1
        if kind in {"note", "replan"} and isinstance(error, WorldError):
            tally.violations.append(f"{kind}: raised {type(error).__name__}: {error}")
        return world
    if patch is None or applied is None:
        return world
    tally.locks_met += len(applied.refused)
    tally.violations += [f"{kind}: {v}" for v in _violations(world, applied, patch, kind=kind)]
    undo.append(applied.inverse)
    return applied.world


def _patch(world: World, kind: str, *, rng: np.random.Generator, tally: Tally) -> Patch | None:
    if kind in {"note", "replan"}:
        made = replan(world) if kind == "replan" else follow_up(world, _note(world, rng))
        tally.locks_met += sum(f.code == "direct.locked" for f in made.findings)
        return made.patch
    person = kind in {"person", "lock", "unlock"}
    builder = PatchBuilder(
        world, actor=_PERSON if person else f"agent:{rng.choice(['layout', 'camera', 'llm'])}",
        summary=kind, origin=Origin.HUMAN if person else _ORIGINS[int(rng.integers(5))],
    )  # fmt: skip
    if kind == "lock":
        scope = str(rng.choice(["value", "value", "value", "exists", "keys"]))
        builder.lock(_any_path(world, rng), scope=scope)
    elif kind == "unlock":
        locks = sorted(world.locks)
        if not locks:
            return None
        builder.unlock(locks[int(rng.integers(len(locks)))])
    elif kind == "agent_nodes":
        _edit_nodes(builder, world, rng)
    else:
        for _ in range(int(rng.integers(1, 4))):
            _edit_field(builder, world, rng)
    return builder.patch()


def _note(world: World, rng: np.random.Generator) -> str:
    names = [e.name for e in world.entities.values() if e.kind in
             {"character", "animal", "prop", "vehicle"} and "scenery" not in e.tags]  # fmt: skip
    chosen = [str(n) for n in rng.permutation(sorted(names))] or ["her"]
    note = NOTES[int(rng.integers(len(NOTES)))]
    return note.format(it=chosen[0], other=chosen[-1])


def _fields(world: World) -> list[str]:
    return [path for path, _, _ in leaves(ROOT, world, "") if path.startswith("entities/")]


def _any_path(world: World, rng: np.random.Generator) -> str:
    """Return a field, a component, an entity or a whole branch."""
    if rng.random() < 0.08:
        return _BRANCHES[int(rng.integers(len(_BRANCHES)))]
    every = [path for path, _, _ in leaves(ROOT, world, "") if path.count("/") >= 2]
    parts = every[int(rng.integers(len(every)))].split("/")
    depth = int(rng.integers(2, len(parts) + 1))
    path = "/".join(parts[:depth])
    return path if exists(world, path) else "/".join(parts)


def _edit_field(builder: PatchBuilder, world: World, rng: np.random.Generator) -> None:
    paths = _fields(world)
    path = paths[int(rng.integers(len(paths)))]
    value = plain(lookup(world, path))
    builder.set_field(path, _changed(value, path, rng))


def _changed(value: object, path: str, rng: np.random.Generator) -> object:
    if isinstance(value, str) and value.startswith("#"):
        return f"#{int(rng.integers(1 << 24)):06x}"
    if isinstance(value, bool) or value is None or "rotation" in path:
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value * float(rng.uniform(0.8, 1.25))
    if isinstance(value, list):
        return [_changed(item, path, rng) for item in value]
    return value


def _edit_nodes(builder: PatchBuilder, world: World, rng: np.random.Generator) -> None:
    """Remove or add something as an agent that respects nothing."""
    ids = sorted(world.entities)
    path = f"entities/{ids[int(rng.integers(len(ids)))]}"
    choice = int(rng.integers(4))
    if choice == 0:
        builder.remove_node(path)
    elif choice == 1 and world.tracks:
        keys = sorted(world.tracks)
        builder.remove_node(f"tracks/{keys[int(rng.integers(len(keys)))]}")
    elif choice == 2:
        builder.set_field(f"{path}/attributes/state", "wet")
    else:
        channel = f"{path}/channels/transform.position_m"
        keys = {f"k{n}": {"t": 1000 * n, "v": [float(rng.normal()), 0.0, 0.0]} for n in range(2)}
        if exists(world, channel):
            builder.remove_node(channel)
        builder.add_node(channel, {"type": "vec3", "unit": "m", "keys": keys})


def _violations(before: World, applied: Applied, patch: Patch, *, kind: str) -> Iterator[str]:
    after = applied.world
    yield from _broken_locks(before, after, kind=kind)
    if kind not in {"person", "lock", "unlock"}:
        yield from _lost_opinions(before, after, patch)
    back = apply(after, rebased(applied.inverse, after.revision)).world
    if content_hash(back) != content_hash(before):
        yield "its inverse does not restore the document"


def _below(world: World, place: str) -> dict[str, object]:
    if not exists(world, place):
        return {}
    return {
        path: plain(value)
        for path, _, value in leaves(shape_at(split(place)), lookup(world, place), place)
    }


def _broken_locks(before: World, after: World, *, kind: str) -> Iterator[str]:
    for place, lock in before.locks.items():
        if kind != "unlock" and place not in after.locks:
            yield f"the lock at {place} is gone"
            continue
        old, new = _below(before, place), _below(after, place)
        if not exists(after, place):
            yield f"{place} is locked ({lock.scope}) and gone"
        elif lock.scope == "value" and old != new:
            changed = sorted(p for p in {*old, *new} if old.get(p) != new.get(p))
            yield f"{place} is locked and {changed[0]} changed"
        elif lock.scope == "keys":
            keys = [p for p in {*old, *new} if "/keys/" in p and old.get(p) != new.get(p)]
            if keys:
                yield f"{place} has locked keys and {min(keys)} changed"


def _own(stack: Sequence[Opinion]) -> list[Opinion]:
    return [o for o in stack if o.origin is Origin.HUMAN and not is_from_note(o)]


def _lost_opinions(before: World, after: World, patch: Patch) -> Iterator[str]:
    """Yield what a person held by hand and holds no more, but for what they say in the note."""
    person = patch.actor == _PERSON
    removed = tuple(f"{e.path}/" for e in patch.edits if isinstance(e, RemoveNode)
                    and e.origin is Origin.HUMAN and person)  # fmt: skip
    freed = {e.path for e in patch.edits if isinstance(e, WithdrawOpinion) and person}
    for path, stack in before.opinions.items():
        for held in _own(stack):
            now = after.opinions.get(path, ())
            kept = any(o.value == held.value and o.origin is Origin.HUMAN for o in now)
            said = person and any(
                o.origin is Origin.HUMAN and o.span is not None and o.revision == after.revision
                for o in now
            )
            gone = f"{path}/".startswith(removed) if removed else False
            if not (kept or said or gone or path in freed):
                yield f"{path}: a person held {held.value!r}"
            elif kept and not said and exists(after, path) and now[0].origin is not Origin.HUMAN:
                yield f"{path}: a weaker opinion shows"


def _progress(tally: Tally) -> None:
    last = tally.violations[-1:]
    print(f"{tally.count} steps, {len(tally.violations)} violations", *last, file=sys.stderr,
          flush=True)  # fmt: skip


def main() -> None:
    """Run from the command line; status 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    tally = fuzz(steps=arguments.steps, seed=arguments.seed, told=_progress)
    print(f"{tally.count} steps in {time.perf_counter() - start:.0f} s, seed {arguments.seed}")
    print("steps:", ", ".join(f"{n} {c}" for n, c in sorted(tally.steps.items())))
    print("refused whole:", ", ".join(f"{n} {c}" for n, c in sorted(tally.refused.items())))
    print(f"edits and requests that a lock stopped: {tally.locks_met}")
    print(f"violations: {len(tally.violations)}")
    for violation in tally.violations[:20]:
        print("  ", violation)
    raise SystemExit(1 if tally.violations else 0)


if __name__ == "__main__":
    main()
