-- Decisions are listed in the order of their first facts, without reading all the others.
CREATE INDEX laeringslopp_decisions_idx ON stored_events (notification_id) WHERE originator_version = 1;

-- Records the appends of a group, or none of them: then it says which keys are taken, and where the decisions are
-- that are not at the version that the group goes on from. Positions follow the highest there is, one by one: the
-- lock, which eventsourcing's writers take too, is held until the commit is on disk, so the order in which
-- positions are given is the order in which they become visible, and what was rolled back leaves no hole.
CREATE FUNCTION laeringslopp_append(
    heads text[], expected bigint[],
    ids text[], versions bigint[], topics text[], states bytea[],
    keys text[], digests bytea[], starts bigint[], ends bigint[],
    OUT first bigint, OUT taken text[], OUT behind text[], OUT actual bigint[]
) LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE stored_events IN EXCLUSIVE MODE;
    SELECT (SELECT coalesce(max(e.notification_id), 0) + 1 FROM stored_events e), array_agg(h.id), array_agg(l.last)
    INTO first, behind, actual
    FROM unnest(heads, expected) AS h(id, expected)
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT max(e.originator_version) FROM stored_events e WHERE e.originator_id = h.id), 0)
    ) AS l(last)
    WHERE l.last <> h.expected;
    IF cardinality(keys) > 0 THEN
        taken := (SELECT array_agg(k.key) FROM laeringslopp_keys k WHERE k.key = ANY (keys));
    END IF;
    IF taken IS NOT NULL OR behind IS NOT NULL THEN
        RETURN;
    END IF;
    INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id)
    SELECT r.id, r.version, r.topic, r.state, first + r.n - 1
    FROM unnest(ids, versions, topics, states) WITH ORDINALITY AS r(id, version, topic, state, n);
    IF cardinality(keys) > 0 THEN
        INSERT INTO laeringslopp_keys (key, digest, first, last)
        SELECT k.key, k.digest, laeringslopp_append.first + k.starts, laeringslopp_append.first + k.ends
        FROM unnest(keys, digests, starts, ends) AS k(key, digest, starts, ends);
    END IF;
    -- Writers that take their positions from the sequence go on from here.
    PERFORM setval(pg_get_serial_sequence('stored_events', 'notification_id'), first + cardinality(ids) - 1);
END $$;
