"""Groundplan: from a director's words to an explicit, metric, editable 4D world.

In: text (later scripts, pictures, video, sketches). Out: a world document, previz, a control pack
that drives any video model, and (later) a verdict on the footage that comes back.
"""

from typing import Final

__all__ = ["__version__"]

__version__: Final = "0.1.0"
