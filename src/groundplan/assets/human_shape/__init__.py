"""Numbers of a person in, the resting body out: height, age, gender and build to points and joints."""
