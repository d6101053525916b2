"""Slash commands, context menus and message listeners, a feature a module."""
