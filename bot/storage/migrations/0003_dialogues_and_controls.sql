-- State behind controls: the size dialogue under way (a day at most), and small payloads of lasting buttons.

CREATE TABLE dialogues (
  token TEXT PRIMARY KEY,
  member TEXT NOT NULL,
  server_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (member, server_id)
) STRICT;

CREATE INDEX dialogues_by_time ON dialogues (updated_at);

CREATE TABLE controls (
  token TEXT PRIMARY KEY,
  member TEXT NOT NULL,
  server_id INTEGER NOT NULL,
  payload TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX controls_by_member ON controls (member);
CREATE INDEX controls_by_expiry ON controls (expires_at);
