-- For SQL that reads: each fact with its envelope as jsonb. Old shapes are as they were stored (shape tells).
CREATE VIEW laeringslopp_facts AS
SELECT
    notification_id AS position,
    originator_id AS decision_id,
    originator_version AS version,
    split_part(topic, ':', 1) AS kind,
    coalesce(nullif(split_part(topic, ':', 2), '')::integer, 1) AS shape,
    convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact,
    convert_from(state, 'UTF8')::jsonb - 'fact' AS envelope
FROM stored_events;
