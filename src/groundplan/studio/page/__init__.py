"""What was understood, as a page: words coloured, floor and time drawn, numbers in tables."""
