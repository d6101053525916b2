"""The contract of `bot.ports.Store`, written against the protocol alone. It runs for SQLite and for a store that keeps
its rows in dictionaries; another adapter joins by subclassing `StoreContract` with a `world` fixture of its own.
"""

from __future__ import annotations

from tests.storage.contract_controls import ControlsContract
from tests.storage.contract_log import LogContract
from tests.storage.contract_privacy import PrivacyContract
from tests.storage.contract_server import ServerContract


class StoreContract(LogContract, ControlsContract, ServerContract, PrivacyContract):
    """Everything that any store has to do."""
