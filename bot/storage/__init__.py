"""SQLite behind the protocols of `bot.ports`. Nothing outside this package may know that it is SQLite."""
