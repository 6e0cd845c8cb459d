"""What an accepted shot costs. In: rows of the ledger. Out: rates, calls, money, with intervals."""
