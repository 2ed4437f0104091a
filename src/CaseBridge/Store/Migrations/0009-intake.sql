-- What a batch of candidates needs to know of a case without reading its events.

-- How well the event that is shown shows the problem: 4 where it shows it at all, 2 where it has a picture, and its score. Null: any report shows it better.
ALTER TABLE cases ADD COLUMN shown_rank DOUBLE PRECISION;
UPDATE cases SET shown_rank = (
  SELECT CASE WHEN e.type = 'edgewatch.candidate.cleared' THEN 0 ELSE 4 END + CASE WHEN e.evidence IS NULL THEN 0 ELSE 2 END + e.score
  FROM case_events e WHERE e.event = cases.shown_event);

-- Cases are looked up by strips of latitude; by latitude alone each look-up would read the whole width of the city.
DROP INDEX cases_by_place;
