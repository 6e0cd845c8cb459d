"""Rendered truth on disk. In: frames from a renderer. Out: a control pack, and its reader."""

from groundplan.passes.pack import ControlPack

__all__ = ["ControlPack"]
