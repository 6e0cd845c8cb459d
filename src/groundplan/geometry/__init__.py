"""Geometry and optics that know no world. In: arrays and numbers with units. Out: the same.

Axes: right-handed, +Y up; a camera looks along its own -Z (+X right, +Y up). OpenCV axes (x right,
y down, z forward) only where the name ends in `_cv`.
"""
