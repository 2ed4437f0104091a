-- Looking again at what was reported handled: who was asked, what was answered, and what is proposed to a person.

CREATE TABLE rechecks (
  id          TEXT PRIMARY KEY,
  case_id     TEXT NOT NULL REFERENCES cases (id),
  begun_at    BIGINT NOT NULL, -- when it was reported handled
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'looking', 'proposed', 'impossible', 'settled')),
  from_at     BIGINT,          -- the city's rules as they were when it began; null until a bridge has taken it up
  until_at    BIGINT,
  every       BIGINT,
  looks       BIGINT,
  agreeing    BIGINT,
  next_at     BIGINT NOT NULL,
  lease       TEXT,            -- the bridge that looks now
  lease_until BIGINT NOT NULL,
  proposal    TEXT CHECK (proposal IN ('verified', 'returned')),
  words       TEXT,            -- of the proposal, or why there is none
  posterior   DOUBLE PRECISION, -- how likely the problem is still there, 0..1
  after_look  TEXT,
  decided_at  BIGINT,
  settled_at  BIGINT,          -- what the person did: the state that the case went into
  settled_by  TEXT,
  settled_to  TEXT,
  UNIQUE (case_id, begun_at)
);
CREATE INDEX rechecks_due ON rechecks (next_at) WHERE state IN ('waiting', 'looking');
CREATE INDEX rechecks_by_state ON rechecks (state, decided_at);

-- One question to one camera or sensor. The id is that of the request and of the picture that came with the answer.
CREATE TABLE recheck_looks (
  id               TEXT PRIMARY KEY,
  recheck          TEXT NOT NULL REFERENCES rechecks (id),
  source           TEXT NOT NULL,
  asked_at         BIGINT NOT NULL,
  answered_at      BIGINT,
  answer           TEXT,
  why              TEXT,
  found            TEXT,
  seen             TEXT,  -- JSON of what was seen
  at               BIGINT,
  likelihood_ratio DOUBLE PRECISION,
  evidence         TEXT
);
CREATE INDEX recheck_looks_by_recheck ON recheck_looks (recheck, asked_at);
