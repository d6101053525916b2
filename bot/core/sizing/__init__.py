"""Sizes and charts, the fit profile, reading a sentence into facts, fit rules, and advice with reasons."""
