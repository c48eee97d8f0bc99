"""The sittings in which a committee or an assembly decides, and what follows."""
