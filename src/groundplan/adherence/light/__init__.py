"""Is the light the plan's? In: a plan and an aligned clip. Out: exposure, contrast, colour, key."""
