"""What a file says that can hardly be true, beside what is known: refused when the map would be wrong, else told with a proposal."""
