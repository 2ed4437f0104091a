-- What a million cases need: each filter of the list reads its page from an index, newest first; the map reads an index alone.

DROP INDEX IF EXISTS cases_by_state;
DROP INDEX IF EXISTS cases_by_device;
CREATE INDEX cases_by_opening ON cases (opened_at, number);
CREATE INDEX cases_by_state ON cases (state, opened_at, number);
CREATE INDEX cases_by_problem ON cases (problem, opened_at, number);
CREATE INDEX cases_by_state_and_problem ON cases (state, problem, opened_at, number);
CREATE INDEX cases_by_agent ON cases (agent, opened_at, number);
CREATE INDEX cases_by_device ON cases (device, agent, opened_at, number);

-- Strips of 0.001 degrees of latitude (111 m), each by longitude: a box is a short range in each of its strips, where latitude alone would be the city's whole width.
CREATE INDEX cases_by_strip ON cases ((CAST(FLOOR(lat * 1000) AS BIGINT)), lon, lat, state, problem) WHERE lat IS NOT NULL;

-- Search by name: the rows themselves carry a camera's whole status.
CREATE INDEX cameras_by_name ON cameras (name, camera, agent);
CREATE INDEX sensors_by_name ON sensors (name, sensor, agent);

-- What is old enough to go.
CREATE INDEX evidence_by_age ON evidence (received_at) WHERE file_sha256 IS NOT NULL AND swept_at IS NULL;

-- One row that is written now and then to learn whether the store takes writes.
CREATE TABLE store_pulse (
  id      BIGINT PRIMARY KEY,
  at      BIGINT NOT NULL,
  ballast TEXT NOT NULL
);
INSERT INTO store_pulse (id, at, ballast) VALUES (1, 0, '');
