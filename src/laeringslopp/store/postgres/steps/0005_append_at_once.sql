-- Records the appends of a group when nothing speaks against it, which nearly always is so, without looking first:
-- the primary keys refuse a version or a key that is taken (unique_violation), and "first" is null where a decision
-- goes on from a version that is not there. Then nothing is recorded, and laeringslopp_append says who is in the way.
CREATE FUNCTION laeringslopp_append_at_once(
    heads text[], expected bigint[],
    ids text[], versions bigint[], topics text[], states bytea[],
    keys text[], digests bytea[], starts bigint[], ends bigint[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first bigint;
BEGIN
    LOCK TABLE stored_events IN EXCLUSIVE MODE;
    -- A lone writer is asked about in the simplest way. In a group the subquery must not become a join, which would
    -- read the whole table while nothing is known of its size.
    IF cardinality(heads) = 1 THEN
        IF expected[1] <> 0 AND NOT EXISTS (
            SELECT FROM stored_events e WHERE e.originator_id = heads[1] AND e.originator_version = expected[1]
        ) THEN
            RETURN NULL;
        END IF;
    ELSIF EXISTS (
        SELECT FROM unnest(heads, expected) AS h(id, expected)
        WHERE h.expected <> 0 AND (
            SELECT e.originator_version FROM stored_events e
            WHERE e.originator_id = h.id AND e.originator_version = h.expected
        ) IS NULL
    ) THEN
        RETURN NULL;
    END IF;
    first := coalesce((SELECT max(e.notification_id) FROM stored_events e), 0) + 1;
    INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id)
    SELECT r.id, r.version, r.topic, r.state, first + r.n - 1
    FROM unnest(ids, versions, topics, states) WITH ORDINALITY AS r(id, version, topic, state, n);
    IF cardinality(keys) > 0 THEN
        INSERT INTO laeringslopp_keys (key, digest, first, last)
        SELECT k.key, k.digest, append.first + k.starts, append.first + k.ends
        FROM unnest(keys, digests, starts, ends) AS k(key, digest, starts, ends), (SELECT first) AS append(first);
    END IF;
    -- Writers that take their positions from the sequence go on from here.
    PERFORM setval('stored_events_notification_id_seq', first + cardinality(ids) - 1);
    RETURN first;
END $$;
