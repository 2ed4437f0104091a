-- Cases out to the city's platforms and back. A filer's lane and its filings stand in the store, so that any number of bridges send each filing once.

CREATE TABLE filers (
  filer        TEXT PRIMARY KEY,
  kinds        TEXT NOT NULL,    -- what it takes, separated by blanks: file void close
  problems     TEXT NOT NULL,    -- names separated by blanks; empty: every problem of the street
  seen_at      BIGINT NOT NULL,  -- when a bridge last had it in its settings
  owner        TEXT,             -- the bridge that sends now
  leased_until BIGINT NOT NULL,
  failures     BIGINT NOT NULL,  -- one after another, of the platform as a whole
  resume_at    BIGINT NOT NULL,  -- nothing is sent before
  trouble      TEXT,
  asked_at     BIGINT NOT NULL   -- when its platform was last asked for the status of requests
);

-- The outbox. The id is the idempotency key of every attempt; the document is fixed before the first one.
CREATE TABLE filings (
  id         TEXT PRIMARY KEY,
  case_id    TEXT NOT NULL REFERENCES cases (id),
  filer      TEXT NOT NULL REFERENCES filers (filer),
  kind       TEXT NOT NULL CHECK (kind IN ('file', 'void', 'close')),
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'withdrawn', 'discarded')),
  reason     TEXT,
  queued_at  BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,  -- not before: the minute of the undo, then the next attempt
  attempts   BIGINT NOT NULL,
  tried_at   BIGINT,           -- of the first attempt
  unsure     BIGINT NOT NULL,  -- 1: an attempt may have arrived although no answer came back
  document   TEXT,
  token      TEXT,             -- the platform took it and has no reference yet
  answer     TEXT,             -- the platform's latest words
  settled_at BIGINT,
  settled_by TEXT              -- who discarded it, or sent it again
);
CREATE INDEX filings_by_turn ON filings (filer, queued_at, id) WHERE state = 'waiting';
CREATE INDEX filings_by_state ON filings (state, queued_at);
CREATE INDEX filings_by_case ON filings (case_id, filer);

-- Under which reference a case is known at a platform: filed there by us, or opened there and imported.
CREATE TABLE city_references (
  platform  TEXT NOT NULL,
  reference TEXT NOT NULL,
  case_id   TEXT NOT NULL REFERENCES cases (id),
  origin    TEXT NOT NULL CHECK (origin IN ('filed', 'imported')),
  since     BIGINT NOT NULL,
  heard     TEXT,              -- the platform's latest status, in its own words
  asked_at  BIGINT NOT NULL,
  is_open   BIGINT NOT NULL,
  PRIMARY KEY (platform, reference)
);
CREATE INDEX city_references_by_reference ON city_references (reference);
CREATE INDEX city_references_by_case ON city_references (case_id);
CREATE INDEX city_references_to_ask ON city_references (platform, asked_at) WHERE is_open = 1;

-- What platforms told us, once each.
CREATE TABLE city_updates (
  case_id TEXT NOT NULL REFERENCES cases (id),
  id      TEXT NOT NULL,       -- the platform's own
  at      BIGINT NOT NULL,
  digest  TEXT NOT NULL,       -- SHA-256 of what it said, so that an id used twice for different things is noticed
  PRIMARY KEY (case_id, id)
);

-- Patrol staff, citizens and hotlines report cases too: the kinds are the program's, and no longer the table's.
ALTER TABLE cases ADD COLUMN reporter TEXT NOT NULL DEFAULT 'camera';
UPDATE cases SET reporter = kind;
ALTER TABLE cases DROP COLUMN kind;
ALTER TABLE cases RENAME COLUMN reporter TO kind;
