"""Tables of props, each drawn from a few shapes at its usual size [m]."""
