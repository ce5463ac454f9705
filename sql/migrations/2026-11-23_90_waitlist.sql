-- Who waits for time that is taken, and what they have been offered of what came free.

create table waitlist_entry (
    id            uuid primary key,
    person_id     uuid not null references person on delete cascade,
    -- null when it is for the person alone.
    community_id  uuid references community on delete cascade,
    people        integer not null check (people >= 1),
    purpose       text not null check (length(purpose) <= 500),
    -- How long they would like it, and how short it may be and still be of use.
    minutes       integer not null,
    least_minutes integer not null check (least_minutes between 1 and minutes),
    joined_at     timestamptz not null,
    -- The local day of joining: among those of one day, who was refused last comes first.
    joined_on     date not null,
    refused_at    timestamptz,
    closed_at     timestamptz,
    closed_why    text check (closed_why in ('left', 'had', 'passed')),
    idempotency_key text not null check (length(idempotency_key) between 1 and 200),
    constraint waitlist_entry_idempotency_key unique (person_id, idempotency_key),
    check ((closed_at is null) = (closed_why is null))
);

-- Any of these will do.
create table waitlist_time (
    entry_id    uuid not null references waitlist_entry on delete cascade,
    resource_id uuid not null references resource,
    period      tstzrange not null check (not isempty(period) and lower(period) is not null and upper(period) is not null),
    -- The same with set-up and clean-up, as they were when it was wished for: what must come free.
    around      tstzrange not null,
    open        boolean not null default true,
    -- When it was last seen whether it can be had.
    looked_at   timestamptz not null default '-infinity',
    primary key (entry_id, resource_id, period)
);
create index waitlist_time_awaited on waitlist_time using gist (resource_id, around) where open;
create index waitlist_time_look on waitlist_time (looked_at) where open;

-- What became of an offer is what became of its booking: held, confirmed, let go or expired.
create table offer (
    id         uuid primary key,
    entry_id   uuid not null references waitlist_entry on delete cascade,
    booking_id uuid not null references booking on delete cascade,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    -- In the line for that time, counted from one.
    place      integer not null check (place >= 1),
    is_whole   boolean not null,
    constraint offer_booking_key unique (booking_id)
);
create index offer_entry on offer (entry_id);

alter table occupancy
    drop constraint occupancy_kind_check,
    add constraint occupancy_kind_check check (kind in ('booking', 'hold', 'blackout', 'own_use', 'imported', 'set_aside'));
create index occupancy_set_aside on occupancy (unit_id) where kind = 'set_aside';

-- What falls free while somebody waits for it is set aside in the transaction that frees it, whichever way that is, so that nobody
-- else gets there before it has been seen whose it is. At the end of the transaction, when what moved has found its new place.
create function set_aside_what_is_awaited() returns trigger language plpgsql as $$
begin
    insert into occupancy (unit_id, period, kind)
    select old.unit_id, piece, 'set_aside'
    from unnest(
        tstzmultirange(old.period)
        - coalesce(
            (select range_agg(o.period) from occupancy o where o.unit_id = old.unit_id and o.period && old.period),
            '{}'::tstzmultirange)) as piece
    where exists (
        select from resource_unit u
        join waitlist_time w on w.resource_id = u.resource_id and w.open and w.around && piece
        where u.unit_id = old.unit_id)
    on conflict do nothing;
    return null;
end $$;

create constraint trigger occupancy_is_awaited after delete or update of period, unit_id on occupancy
    deferrable initially deferred for each row when (old.kind <> 'set_aside')
    execute function set_aside_what_is_awaited();
