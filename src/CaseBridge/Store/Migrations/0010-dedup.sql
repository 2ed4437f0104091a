-- Storms: cases of one problem that many cameras or sensors open at once, as in heavy rain or a power cut; one item to review, each member a case of its own.

CREATE TABLE storms (
  id        TEXT PRIMARY KEY,
  problem   TEXT NOT NULL,
  from_at   BIGINT NOT NULL, -- when the first of its conditions began
  until_at  BIGINT NOT NULL, -- and the last
  opened_at BIGINT NOT NULL,
  usual     DOUBLE PRECISION NOT NULL -- cases of the problem that this hour of the day brings in the time that it was found in
);
CREATE INDEX storms_by_problem ON storms (problem, until_at);
CREATE INDEX storms_by_opening ON storms (opened_at, id);

ALTER TABLE cases ADD COLUMN storm TEXT REFERENCES storms (id);
CREATE INDEX cases_by_storm ON cases (storm, number) WHERE storm IS NOT NULL;
