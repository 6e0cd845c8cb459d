"""Named expressions: weights of the face's units, and how the jaw moves meanwhile, as data.

Source:
    Which parts of a face take part follows the units' own names (ARKit); the weights are our
    engineering defaults, set by eye on rendered close-ups.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

__all__ = ["EXPRESSIONS", "FACE_OF_ACTION", "Expression", "Rhythm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A jaw that opens and closes, syllable by syllable."""

    rate_hz: float
    jaw: float
    """Weight of `jawOpen` at the widest."""
    phrase: int = 0
    """Syllables before a pause as long as two; 0: none."""
    vowels: bool = False
    """Lips take another shape with every syllable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Weights by unit; a name without a side stands for both."""

    units: Mapping[str, float] = field(default_factory=dict[str, float])
    rhythm: Rhythm | None = None
    blinks: bool = True


_SPEECH: Final = Rhythm(rate_hz=4.4, jaw=0.42, phrase=9, vowels=True)

EXPRESSIONS: Final[Mapping[str, Expression]] = MappingProxyType(
    {
        "neutral": Expression(),
        "smile": Expression(units={"mouthSmile": 0.75, "cheekSquint": 0.45, "mouthDimple": 0.2,
                                   "eyeSquint": 0.25, "browOuterUp": 0.1}),
        "laugh": Expression(units={"mouthSmile": 0.9, "jawOpen": 0.3, "cheekSquint": 0.8,
                                   "eyeSquint": 0.6, "mouthUpperUp": 0.45, "mouthLowerDown": 0.3,
                                   "browOuterUp": 0.2},
                            rhythm=Rhythm(rate_hz=4.6, jaw=0.25)),
        "frown": Expression(units={"browDown": 0.75, "mouthFrown": 0.6, "mouthPress": 0.3,
                                   "mouthShrugLower": 0.3}),
        "angry": Expression(units={"browDown": 1.0, "noseSneer": 0.7, "eyeSquint": 0.35,
                                   "mouthFrown": 0.55, "mouthPress": 0.45, "jawForward": 0.35}),
        "sad": Expression(units={"browInnerUp": 1.0, "mouthFrown": 0.85, "mouthShrugLower": 0.6,
                                 "eyeSquint": 0.2, "eyeBlink": 0.15}),
        "cry": Expression(units={"browInnerUp": 1.0, "mouthFrown": 0.9, "mouthStretch": 0.4,
                                 "cheekSquint": 0.6, "eyeSquint": 0.6, "eyeBlink": 0.45,
                                 "jawOpen": 0.1},
                          rhythm=Rhythm(rate_hz=2.3, jaw=0.15)),
        "surprised": Expression(units={"browInnerUp": 0.8, "browOuterUp": 1.0, "eyeWide": 1.0,
                                       "jawOpen": 0.5, "mouthFunnel": 0.3}),
        "scared": Expression(units={"browInnerUp": 1.0, "browOuterUp": 0.45, "eyeWide": 1.0,
                                    "mouthStretch": 0.9, "jawOpen": 0.22, "mouthLowerDown": 0.4}),
        "effort": Expression(units={"browDown": 0.6, "eyeSquint": 0.6, "mouthPress": 0.8,
                                    "cheekSquint": 0.4, "mouthStretch": 0.3}),
        "kiss": Expression(units={"mouthPucker": 0.9, "eyeBlink": 0.85}, blinks=False),
        "eyes_closed": Expression(units={"eyeBlink": 1.0}, blinks=False),
        "sleep": Expression(units={"eyeBlink": 1.0, "jawOpen": 0.06, "mouthShrugLower": 0.1},
                            blinks=False),
        "talk": Expression(rhythm=_SPEECH),
        "whisper": Expression(units={"mouthPucker": 0.2},
                              rhythm=Rhythm(rate_hz=4.4, jaw=0.18, phrase=7, vowels=True)),
        "argue": Expression(units={"browDown": 0.7, "noseSneer": 0.3},
                            rhythm=Rhythm(rate_hz=4.8, jaw=0.6, phrase=11, vowels=True)),
        "shout": Expression(units={"browDown": 0.6, "jawOpen": 0.55, "mouthUpperUp": 0.4,
                                   "mouthStretch": 0.3, "noseSneer": 0.4, "eyeSquint": 0.3}),
        "cheer": Expression(units={"mouthSmile": 0.7, "jawOpen": 0.6, "mouthUpperUp": 0.3,
                                   "browOuterUp": 0.6, "cheekSquint": 0.5}),
        "sing": Expression(units={"browInnerUp": 0.3},
                           rhythm=Rhythm(rate_hz=1.6, jaw=0.7, phrase=8, vowels=True)),
        "chew": Expression(units={"mouthPress": 0.25}, rhythm=Rhythm(rate_hz=1.5, jaw=0.16)),
    }
)  # fmt: skip
"""By name."""
_ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "smile": "smile wave hug be_hugged thumbs_up dance_together",
        "laugh": "laugh",
        "frown": "frown",
        "angry": "glare fight punch",
        "sad": "mope",
        "cry": "cry",
        "surprised": "gasp",
        "scared": "cower fall",
        "effort": "lift push_up",
        "kiss": "kiss",
        "eyes_closed": "close_eyes pray meditate",
        "sleep": "sleep",
        "talk": "talk phone",
        "whisper": "whisper",
        "argue": "argue",
        "cheer": "cheer",
        "sing": "sing",
        "chew": "eat",
        "shout": "shout",
    }
)
FACE_OF_ACTION: Final[Mapping[str, str]] = MappingProxyType(
    {action: face for face, actions in _ACTIONS.items() for action in actions.split()}
)
"""The expression of each action that has one."""
