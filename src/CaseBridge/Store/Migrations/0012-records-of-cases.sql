-- How a confidence came about is worked out when it is shown: from the findings of the case, what other sources answered, and the track records as they stood when it was last weighed,
-- which are kept here. Words and factors in each row were written anew with each report, and read hardly ever. Where there are none, those of now count.
ALTER TABLE cases ADD COLUMN records TEXT;
ALTER TABLE cases DROP COLUMN odds;
