"""What staging words mean as constraints: over a shoulder, two and more together, a side."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.floor import Floor

__all__ = ["GROUPS", "SINGLES", "Staged", "group_asks", "over_shoulder_asks", "turned_asks"]

GROUPS: Final = frozenset({"two_shot", "three_shot", "group"})
SINGLES: Final = MappingProxyType({
    "front": 0.0, "front_view": 0.0, "back": math.pi, "back_view": math.pi,
    "profile": 0.5 * math.pi, "three_quarter": 0.25 * math.pi,
})  # fmt: skip
"""Where the camera stands about the subject; of those that have two sides, either will do [rad]."""
_TURNED: Final = math.radians(3.0)
_EDGE: Final = (0.12, 0.38)
_EDGE_WISH: Final = 0.25
"""How far the near head reaches into the frame, of its width."""
_GAP: Final = 0.02
_PAIRS: Final = 6
"""Of more pairs of heads in a group nobody asks that they stand apart."""
_FAR, _FAR_X = (0.4, 0.8), 0.62
"""Where who is looked at stands beside a near head on the left: our engineering defaults."""
_BEHIND_M: Final = 0.5
_OVER_EYES_M: Final = 0.06
_TURNED_ALONG: Final = math.radians(35.0)
_SQUARE: Final = math.radians(30.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Who is who in a staging."""

    intent: str
    """Id that the constraints come from."""
    subject: str
    object: str
    side: str = ""
    """Of the frame on which who stands near is."""
    must: bool = True
    first: int = 0
    last: int = 0

    def ask(self, what: str) -> Ask:
        """Return a constraint of this staging, to be completed."""
        return Ask(
            id=f"{self.intent}/{what}", kind="gap", words="", subject=self.subject,
            object=self.object, side=self.side, must=self.must, first=self.first, last=self.last,
        )  # fmt: skip


def over_shoulder_asks(staged: Staged, floor: Floor) -> Iterator[Ask]:
    """Yield what makes a picture over somebody's shoulder: a near head in the frame's edge."""
    near, far = floor.bodies[staged.subject], floor.bodies[staged.object]
    left = staged.side == "left"
    shoulder = "right" if left else "left"
    yield replace(
        staged.ask("behind"), kind="behind", low=_BEHIND_M,
        words=f"behind {near.name}'s head, looking at {far.name}",
    )  # fmt: skip
    yield replace(
        staged.ask("edge"), kind="head_edge", low=_EDGE[0], high=_EDGE[1], wish=_EDGE_WISH,
        words=f"{near.name}'s head in the {staged.side} edge of the frame, over the {shoulder} "
              "shoulder",
    )  # fmt: skip
    yield replace(
        staged.ask("gap"), kind="gap", low=_GAP,
        words=f"{far.name}'s face clear of {near.name}'s head",
    )  # fmt: skip
    yield replace(
        staged.ask("along"), kind="along", high=_TURNED_ALONG,
        words=f"looking from {near.name} to {far.name}",
    )  # fmt: skip
    yield replace(
        staged.ask("framed"), kind="framed", subject=staged.object, object="", high=0.0,
        words=f"{far.name}'s head in frame",
    )  # fmt: skip
    yield replace(
        staged.ask("place"), kind="screen_x", subject=staged.object, part="eyes",
        low=_FAR[0] if left else 1.0 - _FAR[1], high=_FAR[1] if left else 1.0 - _FAR[0],
        wish=_FAR_X if left else 1.0 - _FAR_X, words=f"{far.name} beside {near.name}", implied=True,
    )  # fmt: skip
    height = float(near.mark("eyes")[0, 1]) + _OVER_EYES_M
    yield replace(
        staged.ask("height"), kind="camera_height", wish=height, must=False,
        words=f"the lens a little over {near.name}'s eyes", implied=True,
    )  # fmt: skip


def group_asks(staged: Staged, floor: Floor, *, members: Sequence[str]) -> Iterator[Ask]:
    """Yield what keeps several together in frame, side by side."""
    for member in members:
        yield replace(
            staged.ask(f"framed:{floor.bodies[member].name}"), kind="framed", subject=member,
            object="", high=0.0, words=f"{floor.bodies[member].name}'s head in frame",
        )  # fmt: skip
    first, last = members[0], members[-1]
    yield replace(
        staged.ask("midway"), kind="midway", subject=first, object=last, wish=0.5, must=False,
        words="all of them in the middle", implied=True,
    )  # fmt: skip
    for one, two in itertools.islice(itertools.combinations(members, 2), _PAIRS):
        yield replace(
            staged.ask(f"gap:{floor.bodies[one].name}:{floor.bodies[two].name}"), kind="gap",
            low=0.0, subject=one, object=two, side="", must=staged.must and len(members) == 2,
            words=f"{floor.bodies[one].name}'s and {floor.bodies[two].name}'s heads side by side",
        )  # fmt: skip
    if len(members) == 2:
        yield replace(
            staged.ask("across"), kind="across", low=-_SQUARE, high=_SQUARE, wish=0.0, must=False,
            subject=first, object=last, words="seen from square to them", implied=True,
        )  # fmt: skip


def turned_asks(staged: Staged, floor: Floor, *, azimuth: float) -> Iterator[Ask]:
    """Yield what puts the camera before, behind or beside a subject."""
    name = floor.bodies[staged.subject].name
    yield replace(
        staged.ask("azimuth"), kind="camera_azimuth", object="", low=azimuth - _TURNED,
        high=azimuth + _TURNED, wish=azimuth,
        words=f"seen {math.degrees(azimuth):.0f} degrees from {name}'s front",
    )  # fmt: skip
