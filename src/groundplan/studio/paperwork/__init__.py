"""What a crew reads. In: a world. Out: camera reports and shot lists, and lenses put on cameras."""
