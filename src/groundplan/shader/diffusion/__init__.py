"""Diffusers pipelines. In: a model's folder and encoded controls. Out: frames, and what made them.

What the backends of diffusers share; torch and diffusers are imported only where they are used.
"""
