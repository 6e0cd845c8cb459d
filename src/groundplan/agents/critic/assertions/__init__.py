"""Shots as tests: an intent and a measured shot in; what was measured, and whether it holds, out.

Nothing here knows how cameras or rigs are solved: everything is measured on the posed scene.
"""
