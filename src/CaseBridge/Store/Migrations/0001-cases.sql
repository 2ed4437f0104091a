-- One schema for SQLite and PostgreSQL. Ids are UUID text, times are microseconds since 1970 in UTC, truth values are 0 and 1.
-- Forward only: a change is a new file with the next number.

CREATE TABLE cases (
  number         BIGINT PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  state          TEXT NOT NULL CHECK (state IN ('pending', 'filed', 'rejected', 'merged', 'closed')),
  problem        TEXT NOT NULL,
  corrected_from TEXT,
  agent          TEXT NOT NULL,
  camera         TEXT NOT NULL,
  zone           TEXT NOT NULL,
  component      TEXT,
  lon            DOUBLE PRECISION, -- WGS84, for distances; place holds what was reported
  lat            DOUBLE PRECISION,
  error_radius   DOUBLE PRECISION,
  place          TEXT,
  since          BIGINT NOT NULL,
  opened_at      BIGINT NOT NULL,
  seen_at        BIGINT NOT NULL,
  cleared_at     BIGINT,
  decided_at     BIGINT,
  reports        BIGINT NOT NULL,
  shown_event    TEXT NOT NULL,
  merged_into    TEXT REFERENCES cases (id),
  recurrence_of  TEXT REFERENCES cases (id)
);
CREATE INDEX cases_by_state ON cases (state, number);
CREATE INDEX cases_by_zone ON cases (agent, camera, zone);
CREATE INDEX cases_by_component ON cases (component) WHERE component IS NOT NULL;
CREATE INDEX cases_by_place ON cases (lat, lon) WHERE lat IS NOT NULL;
CREATE INDEX cases_by_merger ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- The key of idempotence towards findings: one incident belongs to one case for ever.
CREATE TABLE incidents (
  incident      TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL REFERENCES cases (id),
  last_sequence BIGINT NOT NULL,
  cleared_at    BIGINT
);
CREATE INDEX incidents_by_case ON incidents (case_id);

-- The key of idempotence towards redelivery: one event is taken once.
CREATE TABLE case_events (
  event       TEXT PRIMARY KEY,
  case_id     TEXT NOT NULL REFERENCES cases (id),
  incident    TEXT NOT NULL REFERENCES incidents (incident),
  sequence    BIGINT NOT NULL,
  type        TEXT NOT NULL,
  source      TEXT NOT NULL,
  seen_at     BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  score       DOUBLE PRECISION NOT NULL,
  threshold   DOUBLE PRECISION NOT NULL,
  confidence  DOUBLE PRECISION NOT NULL,
  decision    TEXT NOT NULL,
  compared    TEXT NOT NULL,
  evidence    TEXT,
  original    TEXT NOT NULL -- the event as it came, with the fields that this bridge does not know
);
CREATE INDEX case_events_by_case ON case_events (case_id, seen_at);

-- A picture: what an event says of it, and the file once it has come. Either may be first.
CREATE TABLE evidence (
  id          TEXT PRIMARY KEY,
  agent       TEXT NOT NULL,
  case_id     TEXT REFERENCES cases (id),
  event       TEXT,
  ref_sha256  TEXT,
  ref_bytes   BIGINT,
  width       BIGINT,
  height      BIGINT,
  taken_at    BIGINT,
  masked      BIGINT,
  file_sha256 TEXT,
  file_bytes  BIGINT,
  received_at BIGINT,
  swept_at    BIGINT
);
CREATE INDEX evidence_by_case ON evidence (case_id);
CREATE INDEX evidence_by_file ON evidence (file_sha256) WHERE file_sha256 IS NOT NULL;

-- Append-only: what happened to a case, by whom and why.
CREATE TABLE history (
  id         BIGINT PRIMARY KEY,
  case_id    TEXT NOT NULL REFERENCES cases (id),
  at         BIGINT NOT NULL,
  actor      TEXT NOT NULL,
  change     TEXT NOT NULL,
  from_state TEXT,
  to_state   TEXT,
  reason     TEXT
);
CREATE INDEX history_by_case ON history (case_id, id);

CREATE TABLE verdicts (
  id             TEXT PRIMARY KEY,
  case_id        TEXT NOT NULL REFERENCES cases (id),
  at             BIGINT NOT NULL,
  kind           TEXT NOT NULL,
  actor          TEXT NOT NULL,
  reason         TEXT,
  from_state     TEXT NOT NULL,
  from_problem   TEXT NOT NULL,
  from_corrected TEXT,
  to_state       TEXT NOT NULL,
  to_problem     TEXT NOT NULL,
  duplicate_of   TEXT REFERENCES cases (id),
  undone_at      BIGINT,
  undone_by      TEXT
);
CREATE INDEX verdicts_by_case ON verdicts (case_id, at);

CREATE TABLE agents (
  agent       TEXT PRIMARY KEY,
  online      BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  status      TEXT NOT NULL, -- the last status with cameras; a last will has none
  reported    TEXT
);

CREATE TABLE cameras (
  agent  TEXT NOT NULL,
  camera TEXT NOT NULL,
  name   TEXT,
  state  TEXT NOT NULL,
  since  BIGINT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (agent, camera)
);

CREATE TABLE settings_desired (
  agent    TEXT PRIMARY KEY,
  revision BIGINT NOT NULL,
  document TEXT NOT NULL
);

-- Append-only: who changed which settings, and what they asked for.
CREATE TABLE settings_changes (
  agent    TEXT NOT NULL,
  revision BIGINT NOT NULL,
  camera   TEXT NOT NULL,
  at       BIGINT NOT NULL,
  actor    TEXT NOT NULL,
  change   TEXT NOT NULL,
  PRIMARY KEY (agent, revision)
);

CREATE TABLE score_samples (
  id                   TEXT PRIMARY KEY,
  agent                TEXT NOT NULL,
  camera               TEXT NOT NULL,
  class                TEXT,
  taken_at             BIGINT NOT NULL,
  received_at          BIGINT NOT NULL,
  score                DOUBLE PRECISION NOT NULL,
  threshold            DOUBLE PRECISION NOT NULL,
  sampling_probability DOUBLE PRECISION NOT NULL,
  box                  TEXT,
  model                TEXT NOT NULL,
  settings_revision    BIGINT NOT NULL,
  picture_sha256       TEXT,
  picture_bytes        BIGINT
);
CREATE INDEX score_samples_by_camera ON score_samples (agent, camera, taken_at);
CREATE INDEX score_samples_by_age ON score_samples (received_at);
CREATE INDEX score_samples_by_picture ON score_samples (picture_sha256) WHERE picture_sha256 IS NOT NULL;

CREATE TABLE zero_reports (
  id          TEXT PRIMARY KEY,
  agent       TEXT NOT NULL,
  to_at       BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  original    TEXT NOT NULL
);
CREATE INDEX zero_reports_by_time ON zero_reports (to_at);

-- Messages that could not be taken, with the reason. Bounded; a repeat only counts up.
CREATE TABLE aside (
  number  BIGINT PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  digest  TEXT NOT NULL UNIQUE,
  at      BIGINT NOT NULL,
  topic   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  bytes   BIGINT NOT NULL,
  content TEXT NOT NULL,
  times   BIGINT NOT NULL
);
