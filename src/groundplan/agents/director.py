"""The director: runs the ten roles in order and turns their proposals into signed patches.

Each proposal becomes one patch, so that every role can be undone, blamed and replayed alone. Critic
and repair take turns at most three times; what stays open is returned, never hidden.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.metadata import entry_points
from typing import Final

from groundplan.agents.approaches import with_approaches
from groundplan.agents.behind_backs import BehindBacksAgent, behind_backs
from groundplan.agents.camera_places import CameraPlacesAgent
from groundplan.agents.critic.number_checks import impossible_findings
from groundplan.agents.dressing import DressingAgent
from groundplan.agents.furnishing import with_room
from groundplan.agents.implied_seats import with_seats
from groundplan.agents.llm.recording import Call
from groundplan.agents.meetings import with_meetings
from groundplan.agents.port import Agent, Proposal, Question, SceneContext, WorldView
from groundplan.agents.shot_facts import in_shots
from groundplan.agents.signing import signed
from groundplan.agents.territory import check_territory
from groundplan.errors import InputError
from groundplan.language.facts import Facts
from groundplan.world.apply import apply
from groundplan.world.base import JsonData
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.finding import Finding
from groundplan.world.opinion import Opinion
from groundplan.world.paths import exists
from groundplan.world.sequence import Film, Timebase

__all__ = [
    "GROUP",
    "ROLES",
    "PlanOptions",
    "Planned",
    "built_in_roles",
    "empty_world",
    "plan",
    "prepared",
    "world_view",
]

GROUP: Final = "groundplan.agents"
ROLES: Final = (
    "ingest", "quantity", "narrative", "casting", "layout", "motion", "camera", "lighting",
)  # fmt: skip
"""In the order in which they run; `critic` and `repair` follow, and last of all scenery."""
_ROUNDS: Final = 3
GENERATOR: Final = "groundplan 0.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """What the caller chose beside the text; numbers in the text win."""

    width_px: int = 832
    height_px: int = 480
    fps: Fraction = Fraction(16)
    seconds: float = 5.0
    """Length of a shot whose text states none [s]."""
    scene: SceneContext = field(default_factory=SceneContext)
    """Of a scene among others; empty for a brief."""
    roles: tuple[Agent, ...] = field(default=())
    """Roles to run instead of the registered ones; the last two are critic and repair."""
    brief: str = ""
    """The text that ids follow from; empty: the facts' own."""
    held: Mapping[str, tuple[Opinion, ...]] = field(default_factory=dict[str, tuple[Opinion, ...]])
    """What people hold already, by path: roles work below it."""
    ways: Mapping[str, JsonData] = field(default_factory=dict[str, JsonData])
    """Channels that people hold whole, by path: what a role makes of them is put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A world, how it came about, and what is still open."""

    world: World
    patches: tuple[Patch, ...]
    """In order; applied to `base` they give `world`."""
    base: World
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    measured: tuple[Finding, ...] = ()
    """Those of `findings` that the world itself shows: they are found again by looking at it."""
    calls: tuple[Call, ...] = ()
    """What a language model was asked, where one read along."""


def built_in_roles(names: Sequence[str] = (*ROLES, "critic", "repair")) -> tuple[Agent, ...]:
    """Return the registered roles, in the order of `names`.

    Raises:
        InputError: A role is not registered, or twice.
    """
    found = {point.name: point for point in entry_points(group=GROUP)}
    missing = [name for name in names if name not in found]
    if missing:
        raise InputError(
            f"no agent is registered for {', '.join(missing)}",
            f"install groundplan again, or register one in the group {GROUP!r}",
        )
    return tuple(found[name].load()() for name in names)


def empty_world(facts: Facts, *, seed: int, options: PlanOptions) -> World:
    """Return the document before any role has run: id, seed, picture format and frame clock."""
    fps = _rate(facts, options)
    brief = options.brief or facts.text
    return World(
        id=hashlib.sha256(f"{seed}\x1f{brief}".encode()).hexdigest()[:32],
        seed=seed,
        generator=GENERATOR,
        timebase=Timebase(fps_num=fps.numerator, fps_den=fps.denominator),
        film=Film(width_px=options.width_px, height_px=options.height_px),
        opinions=dict(options.held),
    )


def _rate(facts: Facts, options: PlanOptions) -> Fraction:
    stated = facts.shot.fps
    if stated is None or not 1.0 <= stated <= 1000.0:
        return options.fps
    exact = Fraction(round(stated * 1001), 1001)
    return exact if exact.denominator != 1001 else Fraction(round(stated * 1000), 1000)


def plan(facts: Facts, *, seed: int = 0, options: PlanOptions | None = None) -> Planned:
    """Return the world that the facts describe; pure: equal input gives equal patches.

    Raises:
        GroundplanError: A role left its territory or proposed something that does not fit.
    """
    options = options or PlanOptions()
    roles = options.roles or built_in_roles()
    facts, implied = prepared(facts)
    run = _Run(facts, empty_world(facts, seed=seed, options=options), options=options)
    run.note(implied)
    for role in roles[:-2]:
        around = role.name == "camera" and bool(facts.camera_places)
        for known in (CameraPlacesAgent(aside=True), role, CameraPlacesAgent()) if around else ():
            run.take(known)
        run.take(role)
        if role.name == "motion" and behind_backs(facts):
            run.take(BehindBacksAgent())
        run.put_back(options.ways)
    critic, repair = roles[-2:]
    open_ = run.take(critic, keep=False)
    for _ in range(_ROUNDS):
        if not open_.findings or not run.take(repair, keep=False, found=open_.findings).edits:
            break
        open_ = run.take(critic, keep=False)
    if not options.roles:
        run.take(DressingAgent())
    return run.planned(open_)


def prepared(facts: Facts) -> tuple[Facts, tuple[Finding, ...]]:
    """Return the facts with what they imply (shots, a room's door, seats), and what is said of it.

    This is what the roles work with.
    """
    facts, implied = with_seats(with_room(in_shots(facts)))
    return with_approaches(with_meetings(facts)), implied


def world_view(
    world: World, facts: Facts, *, options: PlanOptions, found: tuple[Finding, ...] = ()
) -> WorldView:
    """Return what a role sees of a world that is made of some facts."""
    text = options.brief or facts.text
    words = f"{options.scene.id}\x1f{text}" if options.scene.id else text
    return WorldView(
        world=world, seed=world.seed, brief_hash=hashlib.sha256(words.encode()).hexdigest(),
        seconds=options.seconds, findings=found, scene=options.scene,
    )  # fmt: skip


class _Run:
    """One planning: the world so far and what was said about it."""

    def __init__(self, facts: Facts, base: World, *, options: PlanOptions) -> None:
        self._facts = facts
        self._base = base
        self._world = base
        self._options = options
        self._patches: list[Patch] = []
        self._findings: list[Finding] = []
        self._questions: list[Question] = []

    def take(self, role: Agent, *, keep: bool = True, found: tuple[Finding, ...] = ()) -> Proposal:
        view = world_view(self._world, self._facts, options=self._options, found=found)
        proposal = role.run(view, self._facts)
        check_territory(role.name, role.territory, proposal)
        if proposal.edits:
            patch = identified(
                Patch(
                    base_revision=self._world.revision,
                    actor=f"agent:{role.name}",
                    summary=f"{role.name}: {len(proposal.edits)} edits",
                    edits=signed(proposal.edits, view, self._facts),
                )
            )
            self._world = apply(self._world, patch).world
            self._patches.append(patch)
        if keep:
            self._findings += proposal.findings
        self._questions += proposal.questions
        return proposal

    def put_back(self, ways: Mapping[str, JsonData]) -> None:
        """Give channels that people hold back to them, before the next role looks."""
        builder = PatchBuilder(self._world, actor="agent:director", summary="keep people's ways")
        for path, channel in sorted(ways.items()):
            if not exists(self._world, path.partition("/channels/")[0]):
                continue
            if exists(self._world, path):
                builder.remove_node(path)
            builder.add_node(path, channel)
        if len(builder):
            patch = builder.patch()
            self._world = apply(self._world, patch).world
            self._patches.append(patch)

    def note(self, findings: tuple[Finding, ...]) -> None:
        """Keep what was found before any role ran."""
        self._findings += findings

    def planned(self, last: Proposal) -> Planned:
        findings = dict.fromkeys((*self._findings, *last.findings))
        said = {*self._findings, *impossible_findings(self._facts)}
        return Planned(
            world=self._world, patches=tuple(self._patches), base=self._base,
            findings=tuple(findings), questions=tuple(dict.fromkeys(self._questions)),
            measured=tuple(f for f in last.findings if f not in said),
        )  # fmt: skip
