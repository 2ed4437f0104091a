-- The life of a case from the verdict to its closing: states, who handles it, how often it came back, and by when it is due.

-- SQLite cannot alter the constraint of a column. The column is put anew: both databases copy the table for that, and the tables that refer to it stay as they are.
DROP INDEX cases_by_state;
ALTER TABLE cases ADD COLUMN life TEXT NOT NULL DEFAULT 'pending' CHECK (life IN (
  'pending', 'filed', 'dispatched', 'handled', 'verified', 'closed', 'rejected', 'voided', 'merged', 'returned', 'suspended'));
UPDATE cases SET life = state;
ALTER TABLE cases DROP COLUMN state;
ALTER TABLE cases RENAME COLUMN life TO state;
CREATE INDEX cases_by_state ON cases (state, number);

-- When each stage was reached, the last time that it was; null where it was not, or was left backwards (a returned case is not handled).
ALTER TABLE cases ADD COLUMN entered_at BIGINT; -- the present state; null: since it was opened
ALTER TABLE cases ADD COLUMN filed_at BIGINT;
ALTER TABLE cases ADD COLUMN dispatched_at BIGINT;
ALTER TABLE cases ADD COLUMN handled_at BIGINT;
ALTER TABLE cases ADD COLUMN verified_at BIGINT;
ALTER TABLE cases ADD COLUMN closed_at BIGINT;
ALTER TABLE cases ADD COLUMN resume_to TEXT; -- of a suspended case: the state before
ALTER TABLE cases ADD COLUMN returns BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN reworks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN department TEXT;
ALTER TABLE cases ADD COLUMN handler TEXT;
ALTER TABLE cases ADD COLUMN reference TEXT; -- its id at the city's own case platform
ALTER TABLE cases ADD COLUMN urgent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN supervised BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN still_seen_at BIGINT; -- the latest look that reported it after it was said to be handled
UPDATE cases SET entered_at = decided_at WHERE state <> 'pending';
UPDATE cases SET filed_at = decided_at WHERE state IN ('filed', 'closed');
UPDATE cases SET closed_at = decided_at WHERE state = 'closed';
CREATE INDEX cases_by_reference ON cases (reference) WHERE reference IS NOT NULL;

-- A city profile as it was when a case was filed under it: another version moves no deadline that was set before.
CREATE TABLE city_profiles (
  profile       TEXT PRIMARY KEY, -- id@version+digest
  document      TEXT NOT NULL,
  first_used_at BIGINT NOT NULL
);
ALTER TABLE cases ADD COLUMN profile TEXT REFERENCES city_profiles (profile);
ALTER TABLE cases ADD COLUMN filing_when TEXT;
ALTER TABLE cases ADD COLUMN filing_closing TEXT;
ALTER TABLE cases ADD COLUMN filing_limit TEXT;
ALTER TABLE cases ADD COLUMN due_soon_at BIGINT;
ALTER TABLE cases ADD COLUMN due_at BIGINT; -- null: without a limit, or its clock stands still
ALTER TABLE cases ADD COLUMN owed_at BIGINT; -- due_at of a case that can still be late, by which lists find it: handling is owed, and its clock runs
ALTER TABLE cases ADD COLUMN due_calendar TEXT REFERENCES city_profiles (profile); -- by whose working time it is counted: its profile's, or of a later one that knows the holidays
ALTER TABLE cases ADD COLUMN due_provisional BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN due_mark TEXT CHECK (due_mark IN ('due-soon', 'overdue'));
ALTER TABLE cases ADD COLUMN mark_at BIGINT; -- when the next mark is to be set
CREATE INDEX cases_by_due ON cases (owed_at, number) WHERE owed_at IS NOT NULL;
CREATE INDEX cases_by_due_mark ON cases (due_mark, owed_at, number) WHERE due_mark IS NOT NULL AND owed_at IS NOT NULL;
CREATE INDEX cases_by_mark ON cases (mark_at) WHERE mark_at IS NOT NULL;

-- Times in which the clock of a case stands still (挂账).
CREATE TABLE suspensions (
  case_id  TEXT NOT NULL REFERENCES cases (id),
  number   BIGINT NOT NULL, -- 1, 2, … of the case
  from_at  BIGINT NOT NULL,
  until_at BIGINT,
  PRIMARY KEY (case_id, number)
);

-- at: when it happened, as its actor says; recorded_at: when the bridge learnt of it, where that is another time.
ALTER TABLE history ADD COLUMN recorded_at BIGINT;
ALTER TABLE history ADD COLUMN department TEXT;
ALTER TABLE history ADD COLUMN handler TEXT;
ALTER TABLE history ADD COLUMN reference TEXT;
