"""Real files of every kind, what damages them, and who reads them."""
