-- What the person of a series has been told of dates in a row that nobody came to. The row itself is read from the bookings.
create table series_unused (
    series_id   uuid primary key references series on delete cascade,
    -- The newest date that nobody had come to when the series was last looked at.
    seen_until  timestamp not null,
    -- The newest of the row that a mail has told of; null while none has.
    told_until  timestamp,
    asked_at    timestamptz,
    -- When the coming dates are given on unless they answer; null when that is not so.
    release_at  timestamptz,
    -- When they said that they come: the row begins anew from there.
    answered_at timestamptz,
    check (release_at is null or asked_at is not null)
);
create index series_unused_release on series_unused (release_at) where release_at is not null;
-- Dates of a series given on, the latest: what nobody came to is among them.
create index booking_series_released on booking (ended_at) where series_id is not null and status = 'released';
