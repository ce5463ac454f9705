-- Bookings, and the occupancies that alone decide what is free.

create table booking (
    id              uuid primary key,
    -- What a person reads aloud on the telephone.
    reference       text not null,
    resource_id     uuid not null references resource,
    -- null when the person has been deleted: the history stays, the person does not.
    person_id       uuid references person on delete set null,
    period          tstzrange not null,
    people          integer not null check (people >= 1),
    purpose         text not null check (length(purpose) <= 500),
    status          text not null check (status in ('held', 'confirmed', 'cancelled', 'released', 'expired')),
    hold_expires_at timestamptz,
    -- SEQUENCE of the invitation (RFC 5546): rises at each change that the calendars must follow.
    sequence        integer not null default 0,
    idempotency_key text not null check (length(idempotency_key) between 1 and 200),
    request_hash    bytea not null,
    created_at      timestamptz not null,
    confirmed_at    timestamptz,
    checked_in_at   timestamptz,
    ended_at        timestamptz,
    end_reason      text,
    -- When the next reminder is due; null when there is none to come.
    remind_at       timestamptz,
    -- When it is released if nobody has checked in; null for never.
    release_at      timestamptz,
    constraint booking_reference_key unique (reference),
    constraint booking_idempotency_key unique (person_id, idempotency_key),
    constraint booking_period_whole check (not isempty(period) and lower_inc(period) and not upper_inc(period)
        and lower(period) is not null and upper(period) is not null),
    constraint booking_hold_expires check ((status = 'held') = (hold_expires_at is not null))
);
create index booking_person on booking (person_id, lower(period));
create index booking_resource on booking (resource_id, lower(period));
create index booking_hold_due on booking (hold_expires_at) where hold_expires_at is not null;
create index booking_reminder_due on booking (remind_at) where remind_at is not null;
create index booking_release_due on booking (release_at) where release_at is not null;

create table occupancy (
    id         bigint generated always as identity primary key,
    unit_id    uuid not null references unit,
    -- The booking's period with its buffers.
    period     tstzrange not null check (not isempty(period) and lower(period) is not null and upper(period) is not null),
    kind       text not null check (kind in ('booking', 'hold', 'blackout', 'own_use', 'imported')),
    -- Also what undoes a booking that got some of its units only: without its booking the row cannot stay.
    booking_id uuid references booking on delete cascade,
    check ((kind in ('booking', 'hold')) = (booking_id is not null)),
    constraint occupancy_no_overlap exclude using gist (unit_id with =, period with &&)
);
-- Rows of one unit never overlap, so the last one to start before a moment is the only one that can cover it:
-- every question about a period is a short walk along this index, however long the history.
create index occupancy_unit_start on occupancy (unit_id, lower(period)) include (period, booking_id);
create index occupancy_booking on occupancy (booking_id) where booking_id is not null;

create table outbox (
    id           uuid primary key,
    kind         text not null,
    recipient    text not null,
    language     text not null check (language in ('da', 'en')),
    -- What the mail says, as it was when it was written.
    content      jsonb not null,
    -- The same for ever: a second attempt is the same mail (RFC 5322, section 3.6.4).
    message_id   text not null,
    -- What makes a mail the only one of its sort, for example one reminder a booking.
    once_key     text,
    created_at   timestamptz not null,
    -- null when sent or given up.
    due_at       timestamptz,
    attempts     integer not null default 0,
    sent_at      timestamptz,
    failed_at    timestamptz,
    last_error   text,
    constraint outbox_once_key unique (once_key)
);
create index outbox_due on outbox (due_at) where due_at is not null;

create table audit (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    -- null for a job or a command.
    actor_id  uuid,
    action    text not null,
    subject   uuid not null,
    detail    jsonb not null default '{}'
);
create index audit_subject on audit (subject);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
    raise exception 'audit rows are never changed';
end $$;
create trigger audit_is_final before update or truncate on audit
    for each statement execute function refuse_change_of_audit();
