"""Errors of known size. In: stages and pictures. Out: clips that break the plan, and the truth."""
