"""Several shots are drawn until they pass, and money is limited for all of them together."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.unit.studio.pretend_host import PretendShader
from tests.unit.studio.small_film import small_film
from tests.unit.studio.test_until_pass import PRICE, Reseeded

from groundplan.agents.director import Planned
from groundplan.footage.calls import Judgement
from groundplan.shader.wish import ShadeWish
from groundplan.studio.project import Project
from groundplan.studio.shading import rerolling
from groundplan.studio.shading.rerolling import reroll_of, shoot_until_pass
from groundplan.studio.shading.shooting import ShadeOrder

CLIP = 1.0
"""USD: the host bills 0.5 a call, and a clip is two; 1.125 are foretold."""


@dataclass
class Taste:
    """A judge that likes all clips of some shots."""

    likes: frozenset[str]

    def __call__(self, clip: Path, shot: str) -> Judgement:
        """Look at the shot alone."""
        assert clip.is_file()
        accepted = shot in self.likes
        return Judgement(
            protocol="taste/1", verdict="pass" if accepted else "fail", accepted=accepted,
            cause="" if accepted else "dull", accepted_by="rule",
        )  # fmt: skip


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PretendShader:
    """Return a host that bills, registered as the only backend."""
    host = Reseeded(tmp_path / "host", price=PRICE)

    def shader(name: str) -> PretendShader:
        assert name == "pretend"
        return host

    monkeypatch.setattr(rerolling, "shader", shader)
    return host


def shoot(folder: Path, likes: str, *, max_calls: int, max_cost: float) -> list[tuple[bool, int]]:
    """Return whether each shot passed, and the calls that its series took."""
    world = small_film()
    planned = Planned(world=world, patches=(), base=world, findings=(), questions=())
    made = folder.exists()
    with Project.open(folder) if made else Project.create(folder, planned) as project:
        reroll = reroll_of(
            Taste(frozenset(likes.split())), until_pass=True, max_calls=max_calls,
            max_cost=max_cost, seed=0,
        )  # fmt: skip
        assert reroll is not None
        order = ShadeOrder(backend="pretend", wish=ShadeWish(size_px=(64, 36)))
        shots = shoot_until_pass(project, order, reroll, progress=lambda _done, _all: None)
    series = [one.until_pass for one in shots]
    return [(one.passed, one.calls) for one in series if one is not None]


def test_what_later_shots_cost_in_earlier_commands_is_money_that_is_gone(
    tmp_path: Path, host: PretendShader
) -> None:
    folder = tmp_path / "take"
    first = shoot(folder, "", max_calls=4, max_cost=4.5 * CLIP)
    assert (first, host.accepted) == ([(False, 4), (False, 4)], 8)
    again = shoot(folder, "", max_calls=20, max_cost=4.5 * CLIP)
    assert (again, host.accepted) == (first, 8)
    more = shoot(folder, "", max_calls=20, max_cost=5.5 * CLIP)
    assert (more, host.accepted) == ([(False, 6), (False, 4)], 10)
