"""Fuzzing: hostile and broken text, YAML, options, stored states and control ids, for as long as you like.

`python -m fuzz SECONDS [--seed N] [--target NAME]` prints how many inputs each target took and every input that a
target raised on or took too long for. The tests run a few hundred of each.
"""
