"""Coverage: a scene seen by several cameras over the same action, and cut into a sequence."""
