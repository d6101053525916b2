"""A conversational fit assistant: one FAQ, one set of fit rules, spoken in Discord and in a terminal."""
