-- Visits to floors, ended or under way.
CREATE VIEW floor_visits AS
SELECT
    account, session, floor, avatar, entered_ms, present_until_ms, left_ms, walks,
    CASE WHEN left_ms IS NOT NULL THEN greatest(present_until_ms - entered_ms, 0) END AS present_ms,
    make_timestamp((entered_ms + utc_offset_min * 60000) * 1000) AS entered_local,
    entered_batch, entered_index, left_batch, left_index
FROM (SELECT * FROM floor_visits_ended UNION ALL SELECT * FROM floor_visits_open);

CREATE VIEW floor_days AS
SELECT
    floor, entered_local::DATE AS day, count(*) AS visits, count(DISTINCT account) AS people,
    sum(present_ms)::BIGINT AS present_ms, sum(walks)::BIGINT AS walks
FROM floor_visits
WHERE left_ms IS NOT NULL
GROUP BY ALL;

-- How many people were here at once: the school is the floor ''.
CREATE VIEW concurrency AS
SELECT place AS floor, at_ms, at_local, sum(change) OVER (
    PARTITION BY place ORDER BY at_ms, change DESC ROWS UNBOUNDED PRECEDING
)::BIGINT AS people
FROM (
    SELECT '' AS place, login_ms AS at_ms, login_local AS at_local, 1 AS change FROM attendance
    UNION ALL
    SELECT '', present_until_ms, present_until_local, -1 FROM attendance WHERE left_ms IS NOT NULL
    UNION ALL
    SELECT floor, entered_ms, entered_local, 1 FROM floor_visits
    UNION ALL
    SELECT floor, present_until_ms,
        entered_local + to_milliseconds(present_until_ms - entered_ms), -1
    FROM floor_visits WHERE left_ms IS NOT NULL
);

CREATE VIEW concurrency_days AS
SELECT floor, at_local::DATE AS day, max(people) AS most_people FROM concurrency GROUP BY ALL;
