"""Where things appear in a frame, and the cameras that put them there: maths without a world."""
