"""One message in, one Reply out; the size dialogue; a short memory for follow-ups."""
