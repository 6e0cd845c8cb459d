"""Rigs by name, solved at a face. In: light facts and a world. Out: lamps, where and how strong."""
