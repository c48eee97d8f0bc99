"""Files as ten programs write them, made with their own bytes, cells and elements."""
