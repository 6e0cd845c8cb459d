"""For each rule a tiny world that breaks it and a near miss: what tests and pictures are made of."""
