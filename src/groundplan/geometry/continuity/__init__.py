"""How two pictures of one place follow one another: measures of film grammar, as numbers.

`line`: the line of action and who stands on which side of it. `setups`: how much two camera set-ups
differ. `screen`: where somebody is in the frame, looks and goes. `pace`: how long shots are. Poses
are `world_from_camera`, places are world points [m] with +Y up; cameras look along their own -Z.
"""
