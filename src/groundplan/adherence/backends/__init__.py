"""Observers, each by itself."""
