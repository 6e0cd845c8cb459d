"""Simulators. In: the port's bodies. Out: their poses; none knows another."""
