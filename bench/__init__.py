"""Measures the matcher beside what a user would pick instead. Not part of the bot; nothing imports it."""
