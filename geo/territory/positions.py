"""How well a place is known, in the words of the tables."""

COMMUNE = "commune"  # by its commune only: it stands anywhere in it
UNTOLD = "non dite"  # given by its coordinates, and nobody said how well
POSITION_NOTE = "position à la commune"
