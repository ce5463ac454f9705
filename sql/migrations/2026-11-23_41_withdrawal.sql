-- Something that is taken out of use, for a while or for good, and the bookings that have to go.

create table withdrawal (
    id          uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    -- Bookings that reach into it are cancelled; without an end when it is for good.
    period      tstzrange not null check (not isempty(period) and lower(period) is not null),
    -- What each person is told.
    reason      text not null check (btrim(reason) <> '' and length(reason) <= 500),
    -- How many bookings it hit when it was decided.
    hit         integer not null check (hit >= 0),
    made_by     uuid references person on delete set null,
    made_at     timestamptz not null,
    -- null while bookings may be left to cancel: a job goes on with those.
    finished_at timestamptz
);
create index withdrawal_resource on withdrawal (resource_id, made_at);
create index withdrawal_made_by on withdrawal (made_by) where made_by is not null;
create index withdrawal_unfinished on withdrawal (made_at) where finished_at is null;
