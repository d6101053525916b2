"""The semantic layer as the rest of the bot sees it: a closer look at questions that words alone left in doubt.

Whatever goes wrong in here, questions are answered by words alone and the log says so once. The encoder is loaded for
the first question in doubt, and an index taught what its phrasings mean when one first needs it.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread

from bot.core.faq.index import FaqIndex
from bot.core.faq.ranking import Ranking
from bot.core.pack import Closer, Library
from bot.semantic.encoder import Encoder, open_encoder
from bot.semantic.model_file import UnusableEncoderError
from bot.semantic.preparing import Preparing, StoppedError

log = logging.getLogger(__name__)

KEPT = 8
"""Servers' own indexes that are kept taught: about 6 MB each beside what they share with those by words."""
WAITING_AT_MOST = 8
"""Messages that may wait for the encoder at once, for 5 ms each; in a rush the others are answered by words."""


class SemanticLayer:
    """Implements `bot.core.conversation.closer_look.Look`. Safe to use from several threads."""

    def __init__(
        self,
        cache_dir: Path | None,
        *,
        waits: bool,
        open_with: Callable[[], Encoder] = open_encoder,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """With `waits` a question waits until all is ready; without, it is answered by words until then.

        `tell` gets a line before something that takes seconds; it goes to the log where there is none.
        """
        self._cache_dir = cache_dir
        self._waits = waits
        self._open = open_with
        self._tell = tell or log.info
        self._ready: OrderedDict[str, FaqIndex | None] = OrderedDict()
        self._encoder: Encoder | None = None
        self._preparing: Preparing | None = None
        self._is_off = False
        self._over = Event()
        self._worker: Thread | None = None
        self._lock, self._reading, self._waiting = Lock(), Lock(), 0

    def __call__(self, library: Library, doubts: tuple[Ranking, ...]) -> Library | None:
        """The library with what these questions mean, or None. Blocks: call it in a thread. Never raises."""
        if self._is_off or self._over.is_set():
            return None
        index = self._index(library.index)
        return self._look(library, index, doubts) if index is not None else None

    def close(self) -> None:
        """Ends what is being prepared, within about a second."""
        self._over.set()
        worker = self._worker
        if worker is not None:
            worker.join()

    def _look(self, library: Library, index: FaqIndex, doubts: tuple[Ranking, ...]) -> Library | None:
        encoder = self._encoder
        with self._lock:
            if encoder is None or self._waiting >= WAITING_AT_MOST:
                return None
            self._waiting += 1
        try:
            with self._reading:
                meant = {doubt.question: encoder.vector(doubt.plain) for doubt in doubts}
        except Exception as error:  # the outermost guard of the layer: an answer by words is always there
            self._give_up(f"the encoder failed: {type(error).__name__}")
            return None
        finally:
            with self._lock:
                self._waiting -= 1
        return replace(library, closer=Closer(index, meant, encoder.name))

    def _index(self, by_words: FaqIndex) -> FaqIndex | None:
        """The index with its sentences; None while it is being made, and for one that cannot be."""
        with self._lock:
            if by_words.digest in self._ready:
                self._ready.move_to_end(by_words.digest)
                return self._ready[by_words.digest]
            if self._worker is not None and self._worker.is_alive():
                return None
            self._worker = Thread(target=self._prepare, args=(by_words,), name="semantic layer", daemon=True)
            self._worker.start()
        if not self._waits:
            return None
        self._worker.join()
        return self._ready.get(by_words.digest)

    def _prepare(self, by_words: FaqIndex) -> None:
        try:
            if self._preparing is None:
                self._encoder = self._open()
                self._preparing = Preparing(self._encoder, self._cache_dir, self._over.is_set, self._tell)
            self._keep(by_words.digest, self._preparing.prepared(by_words))
        except StoppedError:
            return
        except UnusableEncoderError as error:
            self._give_up(str(error))
        except ValueError as error:
            log.warning("This knowledge is answered by words alone: %s", error)
            self._keep(by_words.digest, None)
        except Exception as error:  # the outermost guard of the thread
            self._give_up(f"preparing it failed: {type(error).__name__}")

    def _keep(self, digest: str, index: FaqIndex | None) -> None:
        with self._lock:
            self._ready[digest] = index
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)

    def _give_up(self, why: str) -> None:
        if not self._is_off:
            log.warning("The semantic layer is off, questions are answered by words alone: %s", why)
        self._is_off = True
