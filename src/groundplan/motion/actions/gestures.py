"""What hands and heads say, standing, sitting or walking: legs stay as they are."""

from typing import Final

from groundplan.motion.actions.spec import Action, Key, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["GESTURES"]

_AHEAD: Final = (0.0, 0.0, 1.0)
_UP: Final = (0.0, 1.0, 0.0)
_IN: Final = (-1.0, 0.0, 0.0)
_DOWN: Final = (0.0, -1.0, 0.0)
_BACK: Final = (0.0, 0.0, -1.0)
_OUT: Final = (0.9, -0.5, -0.1)
_LOW: Final = (0.5, -1.0, -0.2)
_PARTNER: Final = to("partner", joint="head", otherwise=to("head", 0.0, 0.0, 1.0))
_TALKING: Final = to("shoulder", 0.12, -0.42, 0.62, palm=(-0.5, 0.7, 0.0))
_CLAP_WIDE: Final = to("chest", 0.3, 0.02, 0.62, palm=_IN, elbow=_LOW)
_CLAP: Final = to("chest", 0.035, 0.04, 0.64, palm=_IN, elbow=_LOW)
_CHEER: Final = to("shoulder", 0.3, 0.98, 0.12, elbow=(1.0, -0.2, 0.1))
_FOLDED: Final = to("head", 0.02, -0.01, 0.092, palm=_BACK, elbow=(0.5, -1.0, 0.2))


def _waved(at: float, x: float) -> Key:
    return Key(at=at, right=to("shoulder", 0.5 + x, 0.66 - 0.3 * abs(x), 0.25, palm=_AHEAD,
               elbow=(0.8, -0.8, 0.0)), spine=(0.0, 0.0, -0.05), head=(0.0, 0.0, 0.06),
               look=_PARTNER, ease="flow")  # fmt: skip


GESTURES: Final = (
    Action(
        name="wave",
        keys=(Key(at=0.0), _waved(0.6, 0.0), _waved(0.8, 0.3), _waved(1.1, -0.22), _waved(1.4,
            0.3),
              _waved(1.7, -0.22)),
        loop_from=1.1,
    ),
    Action(
        name="point",
        keys=(Key(at=0.0), Key(at=0.6, right=to("object", otherwise=to("shoulder", 0.1, 0.05, 1.12),
              elbow=(0.4, -1.0, 0.0)), look=to("object", otherwise=to("head", -0.3, 0.0, 2.0)))),
    ),
    Action(
        name="thumbs_up",
        keys=(Key(at=0.0), Key(at=0.6, right=to("shoulder", 0.05, -0.35, 0.72, palm=_IN,
              elbow=(0.6, -1.0, -0.2)), look=_PARTNER)),
    ),
    Action(
        name="clap",
        keys=(Key(at=0.0), Key(at=0.5, left=_CLAP_WIDE, right=_CLAP_WIDE, ease="flow"),
              Key(at=0.68, left=_CLAP, right=_CLAP, ease="flow"),
              Key(at=0.9, left=_CLAP_WIDE, right=_CLAP_WIDE, ease="flow")),
        loop_from=0.5, events={"contact": 0.68},
    ),
    Action(
        name="nod",
        keys=(Key(at=0.0), Key(at=0.2, head=(0.42, 0.0, 0.0)), Key(at=0.45, head=(-0.1, 0.0, 0.0)),
              Key(at=0.7, head=(0.38, 0.0, 0.0)), Key(at=1.0), Key(at=1.8)),
        loop_from=0.0,
    ),
    Action(
        name="shake_head",
        keys=(Key(at=0.0), Key(at=0.25, head=(0.0, 0.45, 0.0)), Key(at=0.6, head=(0.0, -0.45, 0.0)),
              Key(at=0.95, head=(0.0, 0.4, 0.0)), Key(at=1.25), Key(at=2.0)),
        loop_from=0.0,
    ),
    Action(
        name="talk",
        keys=(Key(at=0.0, look=_PARTNER),
              Key(at=0.6, right=_TALKING, look=_PARTNER, ease="flow"),
              Key(at=1.3, right=_TALKING, left=_TALKING, look=_PARTNER, ease="flow"),
              Key(at=2.0, left=_TALKING, right=to("shoulder", 0.25, -0.5, 0.5, palm=_UP),
                  look=_PARTNER, ease="flow"),
              Key(at=2.8, right=_TALKING, look=_PARTNER, ease="flow"),
              Key(at=3.4, right=_TALKING, look=_PARTNER, ease="flow")),
        loop_from=0.6,
        sways=(Sway(channel="right", size=(0.02, 0.03, 0.02), rate_hz=1.1, after_s=0.6, free=True),
               Sway(channel="head", size=(0.06, 0.05, 0.02), rate_hz=0.8, free=True)),
    ),
    Action(
        name="listen",
        keys=(Key(at=0.0, look=_PARTNER), Key(at=1.0, look=_PARTNER, head=(0.05, 0.0, 0.16),
              spine=(0.03, 0.0, 0.03))),
        sways=(Sway(channel="head", size=(0.1, 0.0, 0.0), rate_hz=0.5, free=True),),
    ),
    Action(
        name="argue",
        keys=(Key(at=0.0, look=_PARTNER),
              Key(at=0.4, spine=(0.18, 0.0, 0.0), right=to("shoulder", 0.05, 0.12, 0.8),
                  look=_PARTNER, ease="flow"),
              Key(at=0.7, spine=(0.26, 0.1, 0.0), right=to("shoulder", 0.05, -0.35, 0.9),
                  look=_PARTNER, ease="flow"),
              Key(at=1.1, spine=(0.12, -0.12, 0.0), right=to("shoulder", 0.1, 0.2, 0.7),
                  left=_TALKING, look=_PARTNER, ease="flow"),
              Key(at=1.4, spine=(0.26, 0.1, 0.0), right=to("shoulder", 0.05, -0.35, 0.9),
                  look=_PARTNER, ease="flow")),
        loop_from=0.7,
    ),
    Action(
        name="laugh",
        keys=(Key(at=0.0), Key(at=0.4, spine=(-0.16, 0.0, 0.0), head=(-0.3, 0.0, 0.0), shrug=0.12,
              right=to("chest", 0.06, -0.25, 0.36, palm=_BACK, elbow=_OUT)),
              Key(at=1.2, spine=(0.36, 0.0, 0.0), head=(0.1, 0.0, 0.0), shrug=0.18,
              right=to("chest", 0.06, -0.25, 0.36, palm=_BACK, elbow=_OUT)),
              Key(at=2.0, spine=(-0.16, 0.0, 0.0), head=(-0.3, 0.0, 0.0), shrug=0.12,
              right=to("chest", 0.06, -0.25, 0.36, palm=_BACK, elbow=_OUT))),
        loop_from=0.4, sways=(Sway(channel="spine", size=(0.03, 0.0, 0.0), rate_hz=4.0),),
    ),
    Action(
        name="cry",
        keys=(Key(at=0.0), Key(at=0.8, spine=(0.3, 0.0, 0.0), head=(0.35, 0.0, 0.0), shrug=0.16,
              left=_FOLDED, right=_FOLDED)),
        sways=(Sway(channel="spine", size=(0.025, 0.0, 0.0), rate_hz=2.3, after_s=0.8),),
    ),
    Action(
        name="cheer",
        keys=(Key(at=0.0), Key(at=0.45, left=_CHEER, right=_CHEER, head=(-0.15, 0.0, 0.0),
              ease="flow"),
              Key(at=0.75, left=to("shoulder", 0.25, 0.7, 0.3, elbow=(1.0, -0.2, 0.1)),
                  right=to("shoulder", 0.25, 0.7, 0.3, elbow=(1.0, -0.2, 0.1)),
                  head=(-0.1, 0.0, 0.0), ease="flow"),
              Key(at=1.05, left=_CHEER, right=_CHEER, head=(-0.15, 0.0, 0.0), ease="flow")),
        loop_from=0.45,
    ),
    Action(
        name="arms_up",
        keys=(Key(at=0.0), Key(at=0.6, left=to("shoulder", 0.28, 1.08, 0.05, elbow=(1.0, 0.0,
            -0.2)),
              right=to("shoulder", 0.28, 1.08, 0.05, elbow=(1.0, 0.0, -0.2)))),
    ),
    Action(
        name="shrug",
        keys=(Key(at=0.0), Key(at=0.4, left=to("shoulder", 0.28, -0.5, 0.45, palm=_UP,
              elbow=(0.3, -1.0, -0.5)), right=to("shoulder", 0.28, -0.5, 0.45, palm=_UP,
              elbow=(0.3, -1.0, -0.5)), head=(0.0, 0.0, 0.2), shrug=0.36),
              Key(at=0.9, left=to("shoulder", 0.28, -0.46, 0.45, palm=_UP, elbow=(0.3, -1.0, -0.5)),
              right=to("shoulder", 0.28, -0.46, 0.45, palm=_UP, elbow=(0.3, -1.0, -0.5)),
              head=(0.0, 0.0, 0.2), shrug=0.33), Key(at=1.4)),
    ),
    Action(
        name="salute",
        keys=(Key(at=0.0), Key(at=0.4, right=to("head", 0.092, 0.056, 0.05,
              fingers=(-0.9, 0.4, 0.1), palm=(-0.3, -0.9, 0.4), elbow=(1.0, -0.3, 0.2)),
              head=(-0.04, 0.0, 0.0))),
    ),
    Action(
        name="scratch_head",
        keys=(Key(at=0.0), Key(at=0.6, right=to("head", 0.068, 0.09, -0.01, elbow=(1.0, 0.0, 0.4)),
              head=(0.1, 0.1, 0.1))),
        sways=(Sway(channel="right", size=(0.0, 0.008, 0.01), rate_hz=3.0, after_s=0.6),),
    ),
    Action(
        name="think",
        keys=(Key(at=0.0), Key(at=0.7, right=to("head", 0.016, -0.082, 0.072, palm=_BACK,
              fingers=(-0.35, 0.9, 0.1), elbow=(0.4, -1.0, 0.3)), head=(0.12, 0.12, 0.05),
              left=to("chest", -0.15, -0.28, 0.4, palm=_BACK, elbow=(0.8, -0.8, 0.2)))),
    ),
    Action(
        name="cross_arms",
        keys=(Key(at=0.0), Key(at=0.7, left=to("chest", -0.26, 0.02, 0.46, elbow=(0.9, -0.8, 0.3)),
              right=to("chest", -0.26, -0.16, 0.34, elbow=(0.9, -0.8, 0.3)))),
    ),
    Action(
        name="hands_on_hips",
        keys=(Key(at=0.0), Key(at=0.6, left=to("hips", 0.105, 0.06, 0.02, palm=_IN,
              elbow=(1.0, 0.0, -0.5)), right=to("hips", 0.105, 0.06, 0.02, palm=_IN,
              elbow=(1.0, 0.0, -0.5)))),
    ),
    Action(
        name="look_around",
        keys=(Key(at=0.0), Key(at=0.8, head=(0.0, 0.95, 0.0), spine=(0.0, 0.2, 0.0)),
              Key(at=1.5, head=(-0.05, 0.95, 0.0), spine=(0.0, 0.2, 0.0)),
              Key(at=2.5, head=(0.0, -0.95, 0.0), spine=(0.0, -0.2, 0.0)),
              Key(at=3.2, head=(-0.05, -0.95, 0.0), spine=(0.0, -0.2, 0.0)), Key(at=4.0)),
        loop_from=0.0,
    ),
    Action(
        name="look_at",
        keys=(Key(at=0.0), Key(at=0.5, look=to("object", otherwise=_PARTNER))),
    ),
    Action(
        name="look_up",
        keys=(Key(at=0.0), Key(at=0.7, head=(-0.7, 0.0, 0.0), spine=(-0.12, 0.0, 0.0))),
    ),
    Action(
        name="stretch",
        keys=(Key(at=0.0), Key(at=1.0, left=to("shoulder", 0.12, 1.1, -0.1, elbow=(1.0, 0.0, 0.2)),
              right=to("shoulder", 0.12, 1.1, -0.1, elbow=(1.0, 0.0, 0.2)), spine=(-0.2, 0.0, 0.0),
              head=(-0.25, 0.0, 0.0)),
              Key(at=2.0, left=to("shoulder", 0.15, 1.12, -0.1, elbow=(1.0, 0.0, 0.2)),
              right=to("shoulder", 0.15, 1.12, -0.1, elbow=(1.0, 0.0, 0.2)), spine=(-0.15, 0.0,
                  0.25),
              head=(-0.2, 0.0, 0.0)), Key(at=3.2)),
    ),
    Action(
        name="phone",
        keys=(Key(at=0.0), Key(at=0.7, right=to("head", 0.068, -0.022, 0.022, palm=_IN,
              fingers=(-0.1, 0.85, -0.5), elbow=(0.6, -1.0, 0.3)), head=(0.05, 0.0, 0.1))),
        holds="right",
        sways=(Sway(channel="head", size=(0.05, 0.04, 0.0), rate_hz=0.6, free=True),),
    ),
    Action(
        name="beckon",
        keys=(Key(at=0.0), Key(at=0.5, right=to("shoulder", 0.1, 0.05, 0.95, palm=_UP),
            look=_PARTNER,
              ease="flow"),
              Key(at=0.85, right=to("shoulder", 0.05, 0.1, 0.45, palm=_BACK), look=_PARTNER,
                  ease="flow"),
              Key(at=1.2, right=to("shoulder", 0.1, 0.05, 0.95, palm=_UP), look=_PARTNER,
                  ease="flow")),
        loop_from=0.5,
    ),
)  # fmt: skip
