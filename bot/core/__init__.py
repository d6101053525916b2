"""Pure thinking. No I/O, no clock, no randomness, no logging, and no Discord words in here."""
