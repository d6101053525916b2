"""The guided size dialogue in a terminal: every card as numbered choices. Renders the card; the core decides."""

from __future__ import annotations
