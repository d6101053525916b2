-- Conversations. Times are seconds since 1970 in UTC; server_id 0 stands for direct messages and the terminal.

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  member TEXT NOT NULL,
  server_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  way_in TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  is_closed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX sessions_by_member ON sessions (member, server_id, channel_id, last_at);
CREATE INDEX sessions_by_server ON sessions (server_id, last_at);

-- `id` is the random token by which buttons refer to a turn; `seq` keeps the order.
CREATE TABLE turns (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  way_in TEXT NOT NULL,
  kind TEXT NOT NULL,
  entry TEXT NOT NULL,
  choices TEXT NOT NULL,
  confidence REAL NOT NULL,
  latency_ms REAL NOT NULL,
  gap TEXT,
  is_shadow INTEGER NOT NULL,
  knowledge_digest TEXT NOT NULL,
  rules_digest TEXT NOT NULL
) STRICT;

CREATE INDEX turns_by_session ON turns (session_id);
CREATE INDEX turns_by_time ON turns (at);

-- One size given, as buckets. `profile` holds sizes of shoes and words for a foot, never a measurement of one.
CREATE TABLE sizes (
  turn_id TEXT PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
  primary_us_men REAL,
  primary_us_women REAL,
  alternative_us_men REAL,
  alternative_us_women REAL,
  confidence TEXT NOT NULL,
  rules TEXT NOT NULL,
  advice TEXT NOT NULL,
  profile TEXT NOT NULL,
  is_replayable INTEGER NOT NULL
) STRICT;

CREATE TABLE steps (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  dialogue TEXT NOT NULL,
  step TEXT NOT NULL,
  action TEXT NOT NULL,
  knowledge_digest TEXT NOT NULL,
  rules_digest TEXT NOT NULL
) STRICT;

CREATE INDEX steps_by_session ON steps (session_id);
CREATE INDEX steps_by_time ON steps (at);
