"""Furnished rooms: walls, doors and furniture as a constraint problem on a grid of 1 mm."""
