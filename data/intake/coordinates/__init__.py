"""What the numbers of a position are: angles or metres, in which system."""
