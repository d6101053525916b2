"""Commands and listeners, one plain module each: read the input, ask the desk, hand the reply to the presenter."""
