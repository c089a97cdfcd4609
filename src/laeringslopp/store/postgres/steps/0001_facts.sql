-- The table is eventsourcing's own, to the letter, so that its recorders can read it and write to it.
CREATE TABLE stored_events (
    originator_id text NOT NULL,
    originator_version bigint NOT NULL,
    topic text,
    state bytea,
    notification_id bigserial,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id);

CREATE TABLE laeringslopp_keys (
    key text PRIMARY KEY,
    digest bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL
);
CREATE TABLE laeringslopp_about (name text PRIMARY KEY, value text NOT NULL);
