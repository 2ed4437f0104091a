-- Daily facts: what the reports count, by day of the city's calendar. They follow from the cases and are worked out by a reader of the feed, never by whoever changes a case.

-- What a finding is counted by. A finding keeps these wherever it goes by mergers, and when its events are long gone.
ALTER TABLE incidents ADD COLUMN first_seen_at BIGINT;
ALTER TABLE incidents ADD COLUMN opened BIGINT NOT NULL DEFAULT 0; -- 1: it opened a case of its own; 0: it joined one
ALTER TABLE incidents ADD COLUMN models TEXT;                      -- models that the agent looked with, joined by '+'; null: not known
CREATE INDEX case_events_by_incident ON case_events (incident, seen_at);
UPDATE incidents SET
  first_seen_at = COALESCE((SELECT MIN(e.seen_at) FROM case_events e WHERE e.incident = incidents.incident), since),
  opened = CASE WHEN EXISTS (SELECT 1 FROM case_events e WHERE e.incident = incidents.incident AND e.decision IN ('NewProblem', 'Recurrence')) THEN 1 ELSE 0 END;
DROP INDEX case_events_by_incident;

-- What has changed and is not counted yet: one row for each transaction that changed anything, written with the change and deleted with the count.
CREATE TABLE fact_feed (
  id       TEXT PRIMARY KEY,
  subjects TEXT NOT NULL -- 37 characters each: c, q or r and the id of a case, a finding that was kept quiet, a zero report
);

-- One row. The round grows with each count, so that of two bridges that count the same at once only one is right.
CREATE TABLE fact_progress (
  id            BIGINT PRIMARY KEY CHECK (id = 1),
  round         BIGINT NOT NULL,
  basis         TEXT NOT NULL, -- digest of the city's profile and registers that the facts were counted by
  recount       TEXT,          -- c, q or r while everything is counted anew, null when that is done
  recount_after TEXT NOT NULL  -- id up to which that is done
);
INSERT INTO fact_progress (id, round, basis, recount, recount_after) VALUES (1, 0, '', NULL, '');

-- What each subject has put into the daily facts, so that it can be taken out again: measure day key count;…
CREATE TABLE fact_shares (
  subject TEXT PRIMARY KEY,
  facts   TEXT NOT NULL
);

CREATE TABLE fact_keys (
  id        BIGINT PRIMARY KEY,
  signature TEXT NOT NULL UNIQUE, -- the fields below as a JSON array
  street    TEXT NOT NULL,        -- empty where not known, here and below
  cell      TEXT NOT NULL,
  duty_grid TEXT NOT NULL,
  problem   TEXT NOT NULL,
  code      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  agent     TEXT NOT NULL,
  device    TEXT NOT NULL,
  models    TEXT NOT NULL
);

-- day: 20261122 for 22 November 2026, as the city counts days.
CREATE TABLE daily_facts (
  measure TEXT NOT NULL,
  day     BIGINT NOT NULL,
  key     BIGINT NOT NULL REFERENCES fact_keys (id),
  count   BIGINT NOT NULL,
  PRIMARY KEY (measure, day, key)
);

-- The zero reports of a day, summed; and the same by camera where the agent tells them apart.
CREATE TABLE daily_reports (
  day          BIGINT NOT NULL,
  agent        TEXT NOT NULL,
  reports      BIGINT NOT NULL,
  seconds      BIGINT NOT NULL, -- of the day that they tell of
  cameras      BIGINT NOT NULL, -- the most that were configured
  cameras_seen BIGINT NOT NULL, -- the most that were looked through in one report
  due          BIGINT NOT NULL,
  made         BIGINT NOT NULL,
  PRIMARY KEY (day, agent)
);
CREATE TABLE daily_looks (
  day      BIGINT NOT NULL,
  agent    TEXT NOT NULL,
  camera   TEXT NOT NULL,
  street    TEXT NOT NULL, -- where the camera stands; empty where not known
  cell      TEXT NOT NULL,
  duty_grid TEXT NOT NULL,
  reports  BIGINT NOT NULL,
  live     BIGINT NOT NULL, -- reports at whose end it was live
  blind    BIGINT NOT NULL, -- reports at whose end it was blind
  due      BIGINT NOT NULL,
  made     BIGINT NOT NULL,
  problems TEXT NOT NULL,   -- what its rules looked for, joined by spaces
  PRIMARY KEY (day, agent, camera)
);
CREATE INDEX daily_looks_by_agent ON daily_looks (agent, day);
CREATE INDEX zero_reports_by_agent ON zero_reports (agent, to_at);
