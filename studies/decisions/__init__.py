"""What a decision remembers of the figures that it was taken on, what has moved since, and what became of former decisions."""
