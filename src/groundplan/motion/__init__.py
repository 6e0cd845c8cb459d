"""How bodies move. In: a world's channels and tracks. Out: joint matrices at any times, pure."""
