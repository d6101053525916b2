"""Every request body that a test makes the bot send, held against Discord's own description of its API."""
