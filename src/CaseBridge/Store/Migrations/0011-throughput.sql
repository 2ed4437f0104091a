-- Counts the transactions that wrote. One that finds it as it left it knows that nothing else has written since.
CREATE TABLE store_epoch (
  id    BIGINT PRIMARY KEY,
  epoch BIGINT NOT NULL
);
INSERT INTO store_epoch (id, epoch) VALUES (1, 0);
