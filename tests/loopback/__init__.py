"""A small Discord of our own on the loopback address, for what a simulation inside one process cannot show."""
