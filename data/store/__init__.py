"""What people write: who they are, what they may do, what they did. SQLite out of the box, PostgreSQL when several servers share it."""
