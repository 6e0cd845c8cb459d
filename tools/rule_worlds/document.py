"""GP9xx that are measured on the document itself."""

from dataclasses import replace

from groundplan.world.document import World
from groundplan.world.finding import LintRules, Waiver
from groundplan.world.intent import Intent
from groundplan.world.narrative import Narrative, Unresolved
from groundplan.world.opinion import Opinion, Origin
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]


def _plain() -> World:
    return person_before(3.0).shot(subject="anna").world()


def _without_camera() -> World:
    world = _plain()
    return replace(world, shots={"s1": replace(world.shots["s1"], camera="0" * 26)})


def _guessed(basis: str) -> World:
    world = _plain()
    key = next(iter(world.entities))
    held = Opinion(value="x", origin=Origin.PLANNER, basis=basis, agent="agent:casting")  # pyright: ignore[reportArgumentType]  # a basis
    return replace(world, opinions={f"entities/{key}/label": (held,)})


def _lost(entity: str) -> World:
    world = _plain()
    return replace(world, intents={"i1": Intent(kind="visible", subject=entity, shot="s1")})


def _spans(last: int) -> World:
    world = _plain()
    return replace(world, shots={"s1": replace(world.shots["s1"], first=5_000, last=last)})


def _called(second: str) -> World:
    return person_before(3.0).person(second, (1.0, 0.0, 0.0), shirt="#9f4f3f").shot(
        subject="anna").world()  # fmt: skip


def _two_shots(first: int) -> World:
    scene = Scene(last=40_000).light().person("anna").camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    scene.camera((3.0, 1.4, 2.5), (0.0, 1.2, 0.0), name="two")
    scene.shot("camera", subject="anna", first=10_000, last=20_000)
    return scene.shot("two", subject="anna", first=first, last=first + 8_000).world()


def _waived(code: str) -> World:
    return replace(_plain(), waivers={"w1": Waiver(code=code, reason="it is meant")})


def _set(code: str) -> World:
    return replace(_plain(), lint=LintRules(limits={code: 3.0}))


def _words(*, understood: bool) -> World:
    left = {} if understood else {"u1": Unresolved(text="zorblax", reason="no such thing")}
    return replace(_plain(), narrative=Narrative(unresolved=left))


CASES = {
    "GP901": Case(_without_camera, _plain),
    "GP902": Case(lambda: _guessed("guessed"), lambda: _guessed("extracted")),
    "GP903": Case(lambda: replace(_plain(), shots={}), _plain),
    "GP904": Case(_without_camera, _plain),
    "GP905": Case(lambda: _spans(4_000), lambda: _spans(5_000)),
    "GP906": Case(lambda: _called("anna"), lambda: _called("ben")),
    "GP907": Case(lambda: _words(understood=False), lambda: _words(understood=True)),
    "GP908": Case(lambda: _lost("9" * 26), lambda: _lost(f"{4:026d}")),
    "GP909": Case(lambda: _two_shots(5_000), lambda: _two_shots(21_000)),
    "GP910": Case(lambda: _waived("GP101"), _plain),
    "GP911": Case(lambda: _set("GP998"), lambda: _set("GP101")),
}
