-- A check of a foreign key costs as much as the row that it checks, and locks the row that it finds. What the intake writes beside a case it writes in the case's own
-- transaction, and no case is ever deleted.
ALTER TABLE case_events DROP CONSTRAINT case_events_case_id_fkey, DROP CONSTRAINT case_events_incident_fkey;
ALTER TABLE evidence DROP CONSTRAINT evidence_case_id_fkey;
ALTER TABLE history DROP CONSTRAINT history_case_id_fkey;

-- Room on each page for the next version of its rows: a report changes no indexed column, and such an update touches no index as long as it stays on its page.
ALTER TABLE cases SET (fillfactor = 60);
ALTER TABLE incidents SET (fillfactor = 75);
