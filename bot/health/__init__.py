"""Signs of life for a supervisor: a heartbeat file, and an optional loopback endpoint. Knows no room of the bot."""
