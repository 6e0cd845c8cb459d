"""The whole flow. In: a brief and options. Out: a project folder with a world and takes."""
