CREATE VIEW chats_months AS
SELECT
    account, channel,
    date_trunc('month', make_timestamp((sent_ms + utc_offset_min * 60000) * 1000))::DATE AS month,
    count(*) AS messages
FROM chat_audit
GROUP BY ALL;

CREATE VIEW call_members AS
SELECT *, left_ms - joined_ms AS in_call_ms
FROM (SELECT * FROM call_members_ended UNION ALL SELECT * FROM call_members_open);

CREATE VIEW calls AS
SELECT
    call, any_value(floor) AS floor, min(joined_ms) AS started_ms,
    CASE WHEN count(left_ms) = count(*) THEN max(left_ms) END AS ended_ms,
    count(DISTINCT account) AS people
FROM call_members
GROUP BY call;

-- Who was in a call with whom, how often and how long together.
CREATE VIEW encounters AS
SELECT
    one.account AS account, other.account AS other, count(DISTINCT one.call) AS calls,
    sum(least(one.left_ms, other.left_ms)
        - greatest(one.joined_ms, other.joined_ms))::BIGINT AS together_ms
FROM call_members_ended AS one
JOIN call_members_ended AS other
    ON one.call = other.call AND one.account < other.account
    AND one.joined_ms < other.left_ms AND other.joined_ms < one.left_ms
GROUP BY ALL;
