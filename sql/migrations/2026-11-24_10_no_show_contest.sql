-- That somebody says they came to what was given on because nobody had checked in, and what the owner answers. Once for each booking.
-- How often a person has not come is counted from their bookings: one that waits for its answer, or was upheld, does not count.
create table no_show_contest (
    booking_id   uuid primary key references booking on delete cascade,
    words        text not null check (length(words) <= 1000),
    contested_at timestamptz not null,
    -- null while there is no answer.
    upheld       boolean,
    answer       text not null default '' check (length(answer) <= 1000),
    answered_at  timestamptz,
    answered_by  uuid references person on delete set null,
    check ((answered_at is null) = (upheld is null))
);
create index no_show_contest_open on no_show_contest (contested_at) where answered_at is null;
