"""The workshop: how moderators keep the answers of their server. Knows no Discord, no SQL and no terminal."""
