"""Judges described worlds against gold; knows `groundplan.describe/1`, not the planner."""
