-- What members press under a reply; one row per member and turn.

CREATE TABLE feedback (
  turn_id TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
  member TEXT NOT NULL,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (turn_id, member)
) STRICT;

CREATE INDEX feedback_by_member ON feedback (member);

-- Scrubbed text of questions without an answer: no author, no turn, the day alone, and in no order of arrival
-- (random key, no row id). The marks are keyed hashes: whoever has the turn or the message can find the text, to
-- delete it with them, but the text leads to neither.
CREATE TABLE gaps (
  id TEXT NOT NULL PRIMARY KEY,
  server_id INTEGER NOT NULL,
  on_day TEXT NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  entry TEXT NOT NULL,
  near TEXT NOT NULL,
  knowledge_digest TEXT NOT NULL,
  status TEXT NOT NULL,
  resolved_entry TEXT NOT NULL,
  turn_mark TEXT NOT NULL UNIQUE,
  message_mark TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX gaps_by_server ON gaps (server_id, on_day);
CREATE INDEX gaps_by_message ON gaps (message_mark);
