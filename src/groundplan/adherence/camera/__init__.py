"""The clip's camera: position, direction and focal length, from what stands still in the plan."""
