-- Sensors report beside cameras; who found what is kept per finding, so that a source counts once and zones of one camera stay apart.

ALTER TABLE cases RENAME COLUMN camera TO device;
ALTER TABLE cases ADD COLUMN kind TEXT NOT NULL DEFAULT 'camera' CHECK (kind IN ('camera', 'sensor'));
ALTER TABLE cases ADD COLUMN confidence DOUBLE PRECISION; -- posterior, 0..1
ALTER TABLE cases ADD COLUMN odds TEXT;                   -- how it came about, as the API shows it
UPDATE cases SET kind = 'sensor' WHERE EXISTS (
  SELECT 1 FROM case_events e WHERE e.case_id = cases.id AND e.source = '/agents/' || cases.agent || '/sensors/' || cases.device);

-- said_…: the latest step that was no clearing. A zone is unknown where another source than the first joined before this migration.
ALTER TABLE incidents ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN zone TEXT;
ALTER TABLE incidents ADD COLUMN problem TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN confidence DOUBLE PRECISION NOT NULL DEFAULT 0.5;
ALTER TABLE incidents ADD COLUMN said_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN said_sequence BIGINT NOT NULL DEFAULT 0;
CREATE INDEX case_events_by_incident ON case_events (incident, sequence);
UPDATE incidents SET
  source = COALESCE((SELECT e.source FROM case_events e WHERE e.incident = incidents.incident ORDER BY e.sequence DESC LIMIT 1), ''),
  problem = (SELECT COALESCE(c.corrected_from, c.problem) FROM cases c WHERE c.id = incidents.case_id),
  confidence = COALESCE((SELECT e.confidence FROM case_events e WHERE e.incident = incidents.incident ORDER BY e.sequence DESC LIMIT 1), 0.5),
  said_at = COALESCE((SELECT e.seen_at FROM case_events e WHERE e.incident = incidents.incident ORDER BY e.sequence DESC LIMIT 1), 0);
DROP INDEX case_events_by_incident;
UPDATE incidents SET zone = (
  SELECT c.zone FROM cases c WHERE c.id = incidents.case_id AND incidents.source = '/agents/' || c.agent || '/' || c.kind || 's/' || c.device);
CREATE INDEX incidents_by_source ON incidents (source, zone);
DROP INDEX cases_by_zone;
CREATE INDEX cases_by_device ON cases (agent, device, number);

-- What another source said of a finding when it was asked.
CREATE TABLE corroborations (
  event            TEXT PRIMARY KEY REFERENCES case_events (event),
  incident         TEXT NOT NULL REFERENCES incidents (incident),
  source           TEXT NOT NULL,
  answer           TEXT NOT NULL,
  found            TEXT NOT NULL,
  at               BIGINT NOT NULL,
  likelihood_ratio DOUBLE PRECISION NOT NULL
);
CREATE INDEX corroborations_by_incident ON corroborations (incident);

-- What each verdict said of each finding, so that it can be taken back; and the sums, from which confidence begins.
CREATE TABLE judged_findings (
  verdict    TEXT NOT NULL REFERENCES verdicts (id),
  source     TEXT NOT NULL,
  problem    TEXT NOT NULL,
  reporter   TEXT NOT NULL,
  confirmed  BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (verdict, source)
);
CREATE TABLE track_records (
  problem        TEXT NOT NULL,
  reporter       TEXT NOT NULL CHECK (reporter IN ('camera', 'sensor')),
  confirmed      BIGINT NOT NULL,
  rejected       BIGINT NOT NULL,
  confidence_sum DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (problem, reporter)
);
-- A correction among manhole-open and manhole-absent confirmed that a problem was there; any other said that it was another one.
INSERT INTO judged_findings (verdict, source, problem, reporter, confirmed, confidence)
SELECT v.id, i.source, i.problem, MIN(CASE WHEN i.source LIKE '%/sensors/%' THEN 'sensor' ELSE 'camera' END),
  MAX(CASE WHEN v.kind = 'reject' THEN 0 WHEN v.to_problem = i.problem OR v.to_problem LIKE 'manhole-%' AND i.problem LIKE 'manhole-%' THEN 1 ELSE 0 END), MAX(i.confidence)
FROM verdicts v JOIN incidents i ON i.case_id = v.case_id
WHERE v.undone_at IS NULL AND v.kind IN ('confirm', 'correct', 'reject') AND i.source <> ''
GROUP BY v.id, i.source, i.problem;
INSERT INTO track_records (problem, reporter, confirmed, rejected, confidence_sum)
SELECT problem, reporter, SUM(confirmed), SUM(1 - confirmed), SUM(confidence) FROM judged_findings GROUP BY problem, reporter;

-- Sensors as their agents report them, page by page.
CREATE TABLE sensors (
  agent     TEXT NOT NULL,
  sensor    TEXT NOT NULL,
  page      BIGINT NOT NULL,
  name      TEXT,
  state     TEXT NOT NULL,
  component TEXT,
  camera    TEXT,
  zone      TEXT,
  status    TEXT NOT NULL,
  PRIMARY KEY (agent, sensor)
);
CREATE INDEX sensors_by_page ON sensors (agent, page);
CREATE INDEX sensors_by_camera ON sensors (agent, camera) WHERE camera IS NOT NULL;
