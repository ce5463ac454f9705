-- How one gets in: what a booker sees of it, and only around their own time. Codes, keys and addresses are kept protected: without the
-- application's keys nothing here can be read.

create table resource_access (
    resource_id     uuid primary key references resource on delete cascade,
    -- Where the code comes from: nowhere, one for all, a list of which each is used once, or a lock system that is asked.
    source          text not null check (source in ('none', 'fixed', 'list', 'lock')),
    guide_da        text not null default '' check (length(guide_da) <= 1000),
    guide_en        text not null default '' check (length(guide_en) <= 1000),
    -- It can be seen so long before the start.
    minutes_before  integer not null check (minutes_before between 0 and 1440),
    fixed_code      text,
    -- The last day that it works; null until further notice.
    fixed_until     date,
    lock_address    text,
    lock_key        text,
    -- When those who look after the place were told; null when there is nothing to tell.
    few_told_at     timestamptz,
    ending_told_at  timestamptz,
    -- Since when the lock system has not answered as it should.
    failing_since   timestamptz,
    failing_told_at timestamptz
);

create table access_code (
    id          uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    number      bigint generated always as identity,
    code        text not null,
    booking_id  uuid unique references booking on delete set null,
    -- From then on it is nobody else's.
    taken_at    timestamptz,
    check (taken_at is not null or booking_id is null)
);
create index access_code_free on access_code (resource_id, number) where taken_at is null;

-- What a lock system has been asked for a booking.
create table lock_code (
    booking_id   uuid primary key references booking on delete cascade,
    resource_id  uuid not null references resource on delete cascade,
    -- What it has given a code for; null before it has.
    period       tstzrange,
    code         text,
    withdrawn_at timestamptz,
    -- Not to be asked before then.
    due_at       timestamptz not null,
    tried_at     timestamptz not null,
    attempts     integer not null default 0,
    check ((period is null) = (code is null))
);
create index lock_code_resource on lock_code (resource_id);
create index lock_code_open on lock_code (upper(period)) where code is not null and withdrawn_at is null;
