"""Calls made elsewhere. In: CSV or JSON lines. Out: calls for the ledger, or what is wrong."""
