"""Clothes and hair made on a resting body: cut from its surface, or lofted around it."""
