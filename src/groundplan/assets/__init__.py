"""Bodies, animals and props as parametric shapes. In: a noun and a size. Out: meshes and joints.

Every asset faces +Z, stands on y = 0 and has its footprint's centre at the origin [m].
"""
