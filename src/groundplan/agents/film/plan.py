"""A script becomes one world: every scene is planned alone and joined behind the one before."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from groundplan.agents.critic.agent import criticise
from groundplan.agents.director import Planned, PlanOptions, empty_world, plan, world_view
from groundplan.agents.film.continuity import continued
from groundplan.agents.film.keeping_line import keep_line
from groundplan.agents.film.recurring import Ensemble
from groundplan.agents.film.rewriting import Rewriter
from groundplan.agents.port import Question
from groundplan.errors import InputError
from groundplan.language.facts import Facts, ShotText, Span
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.finding import Finding
from groundplan.world.narrative import Scene

__all__ = ["SceneFacts", "plan_film"]

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneFacts:
    """A scene of a script, read."""

    heading: str
    """Its slug line as written."""
    number: str
    """As the script numbers it; may be empty."""
    text: str
    """Its words; spans of `facts` are places in it."""
    facts: Facts


def plan_film(
    scenes: Iterable[SceneFacts], *, script: str, seed: int = 0,
    options: PlanOptions | None = None, progress: Progress = lambda _done: None,
) -> Planned:  # fmt: skip
    """Return one world of all scenes; pure: equal input gives equal patches.

    Scenes are taken one by one, so that they may be read while others are planned; `progress` is
    told how many are done. `script` is the whole text: the document's id follows from it.

    Raises:
        InputError: There is no scene.
        GroundplanError: A scene cannot be planned.
    """
    film: _Film | None = None
    for number, scene in enumerate(scenes, start=1):
        if film is None:
            options = options or PlanOptions()
            base = empty_world(scene.facts, seed=seed, options=options)
            mark = hashlib.sha256(f"{seed}\x1f{script}".encode()).hexdigest()[:32]
            film = _Film(replace(base, id=mark), options=options)
        film.add(scene, f"c{number}")
        progress(number)
    if film is None:
        raise InputError("the script has no scene", "write at least one line of action")
    return film.planned()


class _Film:
    """The document so far, and how it came about."""

    def __init__(self, base: World, *, options: PlanOptions) -> None:
        self._base = self._world = base
        self._options = options
        self._ensemble = Ensemble()
        self._names: dict[str, str] = {}
        self._patches: list[Patch] = []
        self._findings = list[Finding]()
        self._questions = list[Question]()

    def add(self, scene: SceneFacts, key: str) -> None:
        """Plan a scene and put it behind what there is."""
        facts, context = self._ensemble.enter(_in_shots(scene), key)
        options = replace(self._options, scene=context)
        planned = _keeping_line(plan(facts, seed=self._base.seed, options=options))
        stars = frozenset(context.known.values())
        rewriter = Rewriter(
            scene=key, source=f"scene_{key[1:]}", text=scene.text, shift=self._end(),
            shots_before=len(self._world.shots), stars=stars, names=self._names,
        )  # fmt: skip
        self._take(PatchBuilder(self._world, actor="agent:ingest", summary=f"scene {key[1:]}")
                   .add_node(f"narrative/scenes/{key}", _node(scene, key)).patch())  # fmt: skip
        shift = rewriter.shift
        for patch in planned.patches:
            self._take(replace(patch, edits=rewriter.edits(patch.edits)))
        going = continued(self._world, planned.world, stars, key=key, shift=shift)
        if going is not None:
            self._take(going)
        view = world_view(planned.world, facts, options=options)
        ids = {fact.key: view.entity(fact.key) for fact in facts.entities}
        self._ensemble.leave(facts, planned.world, context, ids=ids)
        self._findings += [
            rewriter.finding(f) for f in planned.findings if f not in planned.measured
        ]
        self._questions += [
            replace(q, path=rewriter.path(q.path) or q.path) for q in planned.questions
        ]

    def _end(self) -> int:
        """Return when the next scene begins [subframes]."""
        last = max((shot.last for shot in self._world.shots.values()), default=None)
        return 0 if last is None else last + SUBFRAMES_PER_FRAME

    def _take(self, patch: Patch) -> None:
        if not patch.edits:
            return
        patch = identified(replace(patch, base_revision=self._world.revision))
        self._world = apply(self._world, patch).world
        self._patches.append(patch)

    def planned(self) -> Planned:
        """Return all of it; what can be measured is, anew: in shots and times of the film."""
        measured = criticise(self._world)
        return Planned(
            world=self._world, patches=tuple(self._patches), base=self._base,
            findings=tuple(dict.fromkeys((*self._findings, *measured))), measured=measured,
            questions=tuple(dict.fromkeys(self._questions)),
        )  # fmt: skip


def _keeping_line(planned: Planned) -> Planned:
    """Return a scene whose cameras keep the line over its cuts."""
    patch = keep_line(planned.world)
    if patch is None:
        return planned
    world = apply(planned.world, patch).world
    return replace(planned, world=world, patches=(*planned.patches, patch))


def _in_shots(scene: SceneFacts) -> Facts:
    """Return the facts with at least one shot, so that its words are known."""
    if scene.facts.shots:
        return scene.facts
    whole = ShotText(number="", span=Span(start=0, end=len(scene.text)))
    return replace(scene.facts, shots=(whole,))


def _node(scene: SceneFacts, key: str) -> Scene:
    return Scene(heading=scene.heading, number=scene.number, order=10 * int(key[1:]))
