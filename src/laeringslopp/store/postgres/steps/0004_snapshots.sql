-- Decisions as they were folded, to be made again from the facts at will: not worth a log of their own.
CREATE UNLOGGED TABLE laeringslopp_snapshots (
    decision_id text PRIMARY KEY,
    shape text NOT NULL,
    state bytea NOT NULL
);
