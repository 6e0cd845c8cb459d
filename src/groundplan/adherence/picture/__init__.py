"""Does the picture hold? In: a plan and an aligned clip. Out: flicker, sharpness, cuts."""
