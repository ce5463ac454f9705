-- Bookings that come again. Each date is a booking of its own; the series says what they have in common.
create table series (
    id              uuid primary key,
    -- null when the person has been deleted, as with bookings.
    person_id       uuid references person on delete set null,
    community_id    uuid references community on delete set null,
    resource_id     uuid not null references resource,
    -- What recurs (RFC 5545, section 3.3.10), without its end: the last of its dates is the end.
    rule            text not null check (rule like 'FREQ=%'),
    -- On the wall clock of the resource: when each begins, and how long it lasts.
    starts          time not null,
    minutes         integer not null check (minutes >= 1),
    people          integer not null check (people >= 1),
    purpose         text not null check (length(purpose) <= 500),
    -- Of the dates that are as the series says; those changed alone add their own.
    sequence        integer not null default 0,
    idempotency_key text not null check (length(idempotency_key) between 1 and 200),
    request_hash    bytea not null,
    created_at      timestamptz not null,
    constraint series_idempotency_key unique (person_id, idempotency_key)
);
create index series_community on series (community_id) where community_id is not null;
create index series_resource on series (resource_id);

alter table booking
    add column series_id uuid references series,
    -- What the wall clock was to show at its start: names the date in its series, also after it has been moved.
    add column occurrence timestamp,
    add constraint booking_in_series check ((series_id is null) = (occurrence is null));
create index booking_series on booking (series_id, occurrence) where series_id is not null;
-- One date is booked once at a time; a cancelled one may be tried again.
create unique index booking_occurrence on booking (series_id, occurrence)
    where series_id is not null and status in ('held', 'confirmed');

-- Dates that were not booked, and why.
create table series_skip (
    series_id  uuid not null references series on delete cascade,
    occurrence timestamp not null,
    -- [{"code", "rule", "da", "en"}]; none where the person left it out.
    reasons    jsonb not null,
    skipped_at timestamptz not null,
    primary key (series_id, occurrence)
);
