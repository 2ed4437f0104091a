-- What deduplication compares beyond the case's own place: where a case began, and when and where in the picture each finding was seen.

ALTER TABLE cases ADD COLUMN anchor_lon DOUBLE PRECISION; -- the first place of the case, WGS84: it never moves, so that reports cannot lead a case away from it
ALTER TABLE cases ADD COLUMN anchor_lat DOUBLE PRECISION;
ALTER TABLE cases ADD COLUMN anchor_radius DOUBLE PRECISION;
UPDATE cases SET anchor_lon = lon, anchor_lat = lat, anchor_radius = error_radius;

ALTER TABLE incidents ADD COLUMN since BIGINT;
ALTER TABLE incidents ADD COLUMN boxes TEXT; -- JSON [[x1, y1, x2, y2], …] in 0..1 of the picture, of the first step that had any
UPDATE incidents SET since = said_at;

-- What need not be told: permitted for a time, or said by a person to be no problem there. Withdrawn ones stay, so that what they kept quiet can be explained.
CREATE TABLE suppressions (
  id           TEXT PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('permitted', 'works', 'season', 'not-a-problem')),
  reason       TEXT NOT NULL,
  author       TEXT NOT NULL,
  made_at      BIGINT NOT NULL,
  from_at      BIGINT NOT NULL, -- the first time that it holds
  until_at     BIGINT NOT NULL,
  repeat_days  BIGINT,          -- it holds again every so many days, such as a weekly market
  expires_at   BIGINT NOT NULL,
  problem      TEXT,            -- null: any
  lon          DOUBLE PRECISION, -- WGS84 circle
  lat          DOUBLE PRECISION,
  radius       DOUBLE PRECISION,
  source       TEXT,            -- or one camera, in one zone, at these boxes of its picture
  zone         TEXT,
  boxes        TEXT,
  score        DOUBLE PRECISION,
  verdict      TEXT REFERENCES verdicts (id),
  withdrawn_at BIGINT,
  withdrawn_by TEXT
);
CREATE INDEX suppressions_by_source ON suppressions (source, expires_at) WHERE source IS NOT NULL;
CREATE INDEX suppressions_by_place ON suppressions (expires_at, lat) WHERE lat IS NOT NULL;
CREATE INDEX suppressions_by_verdict ON suppressions (verdict) WHERE verdict IS NOT NULL;

-- Candidates that were kept quiet: taken and acknowledged like others, but of no case.
CREATE TABLE quiet_events (
  event       TEXT PRIMARY KEY,
  incident    TEXT NOT NULL,
  source      TEXT NOT NULL,
  zone        TEXT NOT NULL,
  problem     TEXT NOT NULL,
  seen_at     BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  decision    TEXT NOT NULL,
  compared    TEXT NOT NULL,
  suppression TEXT REFERENCES suppressions (id),
  original    TEXT NOT NULL
);
CREATE INDEX quiet_events_by_incident ON quiet_events (incident);
CREATE INDEX quiet_events_by_suppression ON quiet_events (suppression) WHERE suppression IS NOT NULL;
CREATE INDEX quiet_events_by_age ON quiet_events (received_at);
