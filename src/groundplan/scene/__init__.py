"""A world at a time t. In: a world document and a shot. Out: posed meshes, lights and a camera."""
