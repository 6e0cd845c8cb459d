"""A language model reads too. In: a text and its facts. Out: facts that it can quote, findings."""
