"""Previz: a stage becomes frames. In: a `Stage`. Out: every pass of every frame, in one call."""
