"""What came back. In: frames or files of a backend. Out: clips with provenance, and a ledger."""
