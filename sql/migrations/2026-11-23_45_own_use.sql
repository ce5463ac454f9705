-- An owner's own use of what it shares, by hand: once or every week, as the clock on the wall shows.

create table own_use (
    id               uuid primary key,
    resource_id      uuid not null references resource on delete cascade,
    -- What for; read by those who look after the place, by nobody else.
    title            text not null check (btrim(title) <> '' and length(title) <= 120),
    -- 1 = Monday. Of a single day, its own weekday.
    weekdays         integer[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) > 0),
    -- Minutes after local midnight; past midnight the end is above 1440.
    from_minute      integer not null check (from_minute between 0 and 1439),
    until_minute     integer not null check (until_minute > from_minute and until_minute <= from_minute + 1440),
    first_date       date not null,
    -- null until further notice.
    last_date        date check (last_date >= first_date),
    -- Whether closed days have none of it.
    skips_closed     boolean not null,
    -- So many hours before its start a date goes to others, unless somebody has said that it is needed; null for never.
    give_back_hours  integer check (give_back_hours between 1 and 720),
    created_at       timestamptz not null,
    created_by       uuid references person on delete set null,
    ended_at         timestamptz
);
create index own_use_resource on own_use (resource_id) where ended_at is null;

-- One time of own use. What of it others had already is theirs: its occupancies are the rest.
create table own_time (
    id           uuid primary key,
    resource_id  uuid not null references resource on delete cascade,
    own_use_id   uuid references own_use on delete cascade,
    date         date,
    title        text not null check (length(title) <= 200),
    period       tstzrange not null check (not isempty(period) and lower(period) is not null and upper(period) is not null),
    -- A time that was taken out stays, so that its series does not bring it back.
    ended_at     timestamptz,
    end_reason   text check (end_reason in ('removed', 'released')),
    -- When it goes to others; null for never.
    release_at   timestamptz,
    asked_at     timestamptz,
    -- The mails that asked. Nothing is given away that nobody has been asked about.
    asked_mails  uuid[] not null default '{}',
    confirmed_at timestamptz,
    check ((ended_at is null) = (end_reason is null)),
    check ((own_use_id is null) = (date is null)),
    unique (own_use_id, date)
);
create index own_time_resource on own_time (resource_id, upper(period));
create index own_time_release on own_time (release_at) where release_at is not null and ended_at is null and confirmed_at is null;

-- Bookings that meet own use and that the owner has decided to leave.
create table own_time_left (
    own_time_id uuid not null references own_time on delete cascade,
    booking_id  uuid not null references booking on delete cascade,
    primary key (own_time_id, booking_id)
);
create index own_time_left_booking on own_time_left (booking_id);

alter table occupancy
    add column own_time_id uuid references own_time on delete cascade,
    add constraint occupancy_own_time check ((kind in ('own_use', 'imported')) = (own_time_id is not null));
create index occupancy_own_time on occupancy (own_time_id) where own_time_id is not null;
