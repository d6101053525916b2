"""The exit codes, in one place, because supervisors and scripts decide by them."""

from __future__ import annotations

FINE = 0
FAILED = 1
"""The check failed."""
USAGE = 2
REFUSED = 77
"""Discord refused the token or an intent: starting again does not help."""
CONFIG = 78
"""Bad configuration: starting again does not help."""
INTERRUPTED = 130
