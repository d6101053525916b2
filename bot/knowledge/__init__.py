"""YAML <-> core: strict reading with line numbers, checks, overlays, edits and watching."""
