"""Tools around words that no list of ours has."""
