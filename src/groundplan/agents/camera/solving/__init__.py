"""The camera by constraints: intents of a shot in, a camera over time or the conflict out."""
