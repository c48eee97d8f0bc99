"""What differs from one installation of the Studio to another: the path below which it stands, the agency that serves it."""
