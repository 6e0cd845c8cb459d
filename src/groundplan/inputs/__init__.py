"""What a director gives becomes something to read. In: text. Out: a checked brief and its facts."""
