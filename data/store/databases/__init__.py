"""How the store reaches SQLite and PostgreSQL, and what they refuse."""
