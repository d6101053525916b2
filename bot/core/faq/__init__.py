"""Entries, the index over their phrasings, ranking a question and deciding what to do with the ranking."""
