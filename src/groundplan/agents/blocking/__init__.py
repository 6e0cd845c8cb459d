"""Blocking: who stands where and who moves when. In: facts and sizes. Out: spots and routes.

Pure arithmetic on the ground plan, without world or edits: layout and motion both read it, so that
they cannot disagree. The constraint types (`constraints`) say what must hold and know no solver;
`solve` satisfies them in closed form, one thing after the other.
"""
