-- Stays, ended or under way. `estimated` (推定): presence ended at a drop nobody came back from, so
-- its end is when the server last heard of the person, not when they said good-bye.
CREATE VIEW attendance AS
SELECT
    session, account, device, login_ms, present_until_ms, left_ms, cause, drops, restarts, paused_ms,
    present_until_ms < left_ms AS estimated,
    CASE WHEN left_ms IS NOT NULL THEN greatest(present_until_ms - login_ms, 0) END AS present_ms,
    present_ms / 60000.0 AS minutes,
    make_timestamp((login_ms + utc_offset_min * 60000) * 1000) AS login_local,
    make_timestamp((present_until_ms + utc_offset_min * 60000) * 1000) AS present_until_local,
    login_batch, login_index, left_batch, left_index
FROM (SELECT * FROM stays UNION ALL SELECT * FROM stays_open);

-- The parts of each ended stay by local calendar day: only here does midnight divide anything.
CREATE VIEW attendance_days AS
SELECT
    account, session, device, cause, estimated, day::DATE AS day,
    greatest(login_local, day) AS from_local,
    least(present_until_local, day + INTERVAL 1 DAY) AS until_local,
    epoch_ms(least(present_until_local, day + INTERVAL 1 DAY))
        - epoch_ms(greatest(login_local, day)) AS present_ms,
    login_batch, login_index, left_batch, left_index
FROM (
    SELECT *, unnest(generate_series(
        date_trunc('day', login_local),
        greatest(date_trunc('day', present_until_local - INTERVAL 1 MILLISECOND),
                 date_trunc('day', login_local)),
        INTERVAL 1 DAY)) AS day
    FROM attendance
    WHERE left_ms IS NOT NULL
);

CREATE VIEW attendance_months AS
SELECT
    account, date_trunc('month', day)::DATE AS month,
    count(DISTINCT day) AS days, count(DISTINCT session) AS stays,
    sum(present_ms)::BIGINT AS present_ms, sum(present_ms) / 60000.0 AS minutes,
    count(DISTINCT session) FILTER (estimated) AS estimated_stays
FROM attendance_days
GROUP BY ALL;
