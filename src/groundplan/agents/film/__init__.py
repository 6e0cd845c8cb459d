"""Scenes joined in one document: who comes back is the same, and time goes on."""
