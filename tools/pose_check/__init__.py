"""Our people against BlazePose: who is filmed, how they are found, and how far apart joints lie."""
