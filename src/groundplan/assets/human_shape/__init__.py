"""Height, age, gender and build in, the resting body out: points, joints and the T-pose."""
