-- Lessons, to come and over. `outcome` is held, lapsed (nobody ran the school then) or cancelled.
CREATE VIEW lessons AS
SELECT
    lesson, title, subject, teacher, floor, zone, code, starts_ms, ends_ms, capacity, began_ms,
    outcome, make_timestamp((starts_ms + utc_offset_min * 60000) * 1000) AS starts_local
FROM (SELECT * FROM lessons_over UNION ALL SELECT * FROM lessons_open);

-- A person and a lesson they were in. `late_ms` is how late they first came, `early_ms` how long
-- before its end they left for good. Presence of source 'estimated' rests partly on the meeting
-- they opened elsewhere (推定); `estimated_ms` says how much of it.
CREATE VIEW lesson_attendance AS
SELECT
    account, any_value(role) AS role, lesson, any_value(title) AS title,
    any_value(subject) AS subject, any_value(teacher) AS teacher, any_value(starts_local)
        AS starts_local,
    min(entered_ms) AS entered_ms, max(until_ms) AS left_ms,
    sum(greatest(until_ms - entered_ms, 0))::BIGINT AS present_ms, present_ms / 60000.0 AS minutes,
    min(late_ms) AS late_ms, greatest(any_value(ends_ms) - max(until_ms), 0) AS early_ms,
    bool_or(opened_link) AS opened_link, sum(estimated_ms)::BIGINT AS estimated_ms,
    CASE WHEN bool_or(opened_link) THEN 'estimated' ELSE 'observed' END AS source
FROM lesson_stays_ended
JOIN lessons USING (lesson)
LEFT JOIN (SELECT account, any_value(role) AS role FROM event_account_added GROUP BY account)
    USING (account)
GROUP BY account, lesson;

-- Who held a seat in a lesson, and whether they came.
CREATE VIEW lesson_choices AS
SELECT
    seats.account, seats.lesson, lessons.title, lessons.starts_local, outcome,
    there.entered_ms IS NOT NULL AS came
FROM (
    SELECT account, lesson
    FROM (
        SELECT account, lesson, batch, index, true AS takes FROM event_signed_up
        UNION ALL
        SELECT account, lesson, batch, index, false FROM event_withdrew
    )
    GROUP BY account, lesson
    HAVING arg_max(takes, (batch, index))
) AS seats
JOIN lessons USING (lesson)
LEFT JOIN lesson_attendance AS there
    ON there.account = seats.account AND there.lesson = seats.lesson;
