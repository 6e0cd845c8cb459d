"""Named hand shapes in, rotations of finger joints out; grips close on what is held."""
