"""The embedded shader's looks. In: passes. Out: stylised frames of our own network."""
