-- What moderators made: revisions of entries (append-only; AUTOINCREMENT so that no id ever comes back) and settings.

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  server_id INTEGER NOT NULL,
  entry_id TEXT NOT NULL,
  action TEXT NOT NULL,
  before_form TEXT NOT NULL,
  before_yaml TEXT NOT NULL,
  after_form TEXT NOT NULL,
  after_yaml TEXT NOT NULL,
  member_id INTEGER,
  at INTEGER NOT NULL,
  undoes INTEGER REFERENCES revisions (id)
) STRICT;

CREATE INDEX revisions_by_entry ON revisions (server_id, entry_id, id);
CREATE INDEX revisions_by_member ON revisions (member_id);
CREATE INDEX revisions_by_undone ON revisions (undoes);

CREATE TABLE server_settings (
  server_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (server_id, name)
) STRICT, WITHOUT ROWID;
