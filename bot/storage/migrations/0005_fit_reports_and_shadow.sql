-- Reports on pairs taken. When its time is over a report loses turn, member and time, and counts on as a number.

CREATE TABLE fit_reports (
  id INTEGER PRIMARY KEY,
  turn_id TEXT,
  member TEXT,
  at INTEGER,
  server_id INTEGER NOT NULL,
  advice TEXT NOT NULL,
  taken TEXT NOT NULL,
  length TEXT NOT NULL,
  girth TEXT NOT NULL,
  kept INTEGER NOT NULL,
  UNIQUE (turn_id, member)
) STRICT;

CREATE INDEX fit_reports_by_advice ON fit_reports (server_id, advice);
CREATE INDEX fit_reports_by_member ON fit_reports (member);

-- What moderators thought of answers that were not posted; who rated is not kept.
CREATE TABLE shadow_ratings (
  turn_id TEXT PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
  rating TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
