-- What the process itself needs: who serves, what was synced, which servers left, which key the pseudonyms are of.

CREATE TABLE lease (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  holder TEXT NOT NULL,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  born TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  beat_at INTEGER NOT NULL
) STRICT;

CREATE TABLE command_hashes (
  scope TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE servers_left (
  server_id INTEGER PRIMARY KEY,
  left_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pseudonym_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT;
