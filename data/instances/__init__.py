"""The bodies of the agency that decide: a card each, which says who sits, when they are enough and what carries a vote."""
