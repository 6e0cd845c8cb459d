"""Numbers of a shot, without drawing it. In: a world. Out: who is in view, how all moves, light."""
