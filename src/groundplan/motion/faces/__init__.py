"""What people's faces do: expressions, speech, blinks; tracks in, weights of face units out."""
