"""What falls, flies, rolls and comes to rest. In: rigid bodies and how they start. Out: poses."""
