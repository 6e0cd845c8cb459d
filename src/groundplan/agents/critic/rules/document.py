"""GP9xx: the document itself: what is missing, hangs loose, or was not understood."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from groundplan.agents.critic.number_checks import guess_finding
from groundplan.agents.critic.rules.rule import Hit, WorldCheck
from groundplan.world.document import World
from groundplan.world.queries import orphans, shots_in_order

__all__ = ["DOCUMENT_CHECKS"]

_MOST: Final = 20


def _guesses(world: World, _: float) -> Iterator[Hit]:
    found = guess_finding(world)
    if found.measured:
        yield Hit(message=found.message, paths=found.paths, measured=found.measured)


def _no_shot(world: World, _: float) -> Iterator[Hit]:
    if not world.shots:
        yield Hit(message="the world has no shot: there is nothing to film", paths=("shots",),
                  measured=0, expected=1, options=("add a shot with a camera",))  # fmt: skip


def _loose(world: World, _: float) -> Iterator[Hit]:
    for orphan in orphans(world)[:_MOST]:
        lost = f"names {orphan.names}, which is not there"
        what = lost if orphan.names else "is no field any more"
        yield Hit(
            message=f"the {orphan.kind} at {orphan.path} {what}", paths=(orphan.path,),
            options=("take it away", "bring back what it names"),
        )  # fmt: skip


def _empty_shot(world: World, _: float) -> Iterator[Hit]:
    for key, shot in shots_in_order(world):
        if shot.last < shot.first:
            yield Hit(
                message=f"{shot.name} ends before it starts", paths=(f"shots/{key}/last",),
                measured=shot.last, expected=shot.first, options=("set a later end",),
            )  # fmt: skip


def _same_names(world: World, _: float) -> Iterator[Hit]:
    for words, names in (
        ("entities", Counter(e.name for e in world.entities.values())),
        ("shots", Counter(s.name for s in world.shots.values())),
    ):
        for name, count in sorted(names.items()):
            if count > 1:
                yield Hit(
                    message=f"{count} {words} are called {name!r}: a path by name means the first",
                    paths=(words,), measured=count, expected=1, options=("rename all but one",),
                )  # fmt: skip


def _unresolved(world: World, _: float) -> Iterator[Hit]:
    for key, entry in sorted(world.narrative.unresolved.items())[:_MOST]:
        yield Hit(
            message=f'"{entry.text}" was not understood: {entry.reason}',
            paths=(f"narrative/unresolved/{key}",), span=entry.span,
            options=("say it in other words", "set the field by hand"),
        )  # fmt: skip


def _lost_intents(world: World, _: float) -> Iterator[Hit]:
    for key, intent in sorted(world.intents.items()):
        named = [("subject", intent.subject), ("object", intent.object)]
        gone = [role for role, name in named if name is not None and name not in world.entities]
        if intent.shot and intent.shot not in world.shots:
            gone.append("shot")
        if gone:
            yield Hit(
                message=f"the intent {key} ({intent.kind}) is about a {' and a '.join(gone)} that "
                        "is not there",
                paths=(f"intents/{key}",), options=("take it away", "name what is there"),
            )  # fmt: skip


def _time_back(world: World, _: float) -> Iterator[Hit]:
    """Report a cut that goes back in time within a scene, outside of coverage."""
    order = shots_in_order(world)
    for (_key, before), (key, after) in pairwise(order):
        covers = before.setup or after.setup
        if before.scene == after.scene and after.first < before.first and not covers:
            yield Hit(
                message=f"{after.name} follows {before.name} in the cut and starts before it",
                paths=(f"shots/{key}/first",), measured=after.first, expected=before.first,
                options=("change the order", "name its set-up, where it is coverage"),
            )  # fmt: skip


DOCUMENT_CHECKS: Final[Mapping[str, WorldCheck]] = MappingProxyType(
    {
        "GP902": _guesses, "GP903": _no_shot, "GP904": _loose, "GP905": _empty_shot,
        "GP906": _same_names, "GP907": _unresolved, "GP908": _lost_intents, "GP909": _time_back,
    }
)  # fmt: skip
