"""For each rule a tiny world that breaks it and a near miss, for tests and for pictures."""
