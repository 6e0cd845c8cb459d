"""Directing: a note on a world that stands becomes typed requests, and those become edits."""
