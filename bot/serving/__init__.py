"""Serving: one process that answers in Discord, real or simulated, from opening the database to closing it.

Builds the parts around the client and keeps what has to go on beside it. Thinks nothing of its own.
"""
