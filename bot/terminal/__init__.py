"""The same conversation in a terminal."""
