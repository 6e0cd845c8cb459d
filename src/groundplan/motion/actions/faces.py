"""What a face does by itself, standing, sitting or walking: the body stays as it is."""

from typing import Final

from groundplan.motion.actions.spec import Action, Key
from groundplan.motion.actions.spec import reach as to

__all__ = ["FACES"]

_AT: Final = to("object", otherwise=to("partner", joint="head"))
"""Whoever or whatever it is meant for; else straight ahead."""

FACES: Final = (
    Action(name="smile", keys=(Key(at=0.0), Key(at=0.4, look=_AT))),
    Action(name="frown", keys=(Key(at=0.0), Key(at=0.4, head=(0.06, 0.0, 0.0), look=_AT))),
    Action(name="glare", keys=(Key(at=0.0), Key(at=0.3, head=(0.1, 0.0, 0.0), look=_AT))),
    Action(name="mope", keys=(Key(at=0.0), Key(at=0.9, head=(0.3, 0.0, 0.06),
                                               spine=(0.12, 0.0, 0.0)))),
    Action(name="gasp", keys=(Key(at=0.0), Key(at=0.25, head=(-0.1, 0.0, 0.0),
                                               spine=(-0.05, 0.0, 0.0), look=_AT))),
    Action(name="cower", keys=(Key(at=0.0), Key(at=0.5, head=(0.12, 0.0, 0.0),
                                                spine=(0.14, 0.0, 0.0), look=_AT))),
    Action(name="shout", keys=(Key(at=0.0), Key(at=0.3, head=(-0.08, 0.0, 0.0),
                                                spine=(0.1, 0.0, 0.0), look=_AT))),
    Action(name="close_eyes", keys=(Key(at=0.0),)),
)  # fmt: skip
