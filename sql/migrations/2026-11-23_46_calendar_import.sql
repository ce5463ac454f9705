-- Calendars kept elsewhere that say when an owner uses a place itself.

create table calendar_import (
    id             uuid primary key,
    resource_id    uuid not null references resource on delete cascade,
    -- Whoever has it can read the calendar: it is shown to nobody, not even to those who gave it.
    address        text not null check (length(address) <= 2000),
    name           text not null check (btrim(name) <> '' and length(name) <= 120),
    -- Whose calendar it is, for their answers to invitations; empty where it is not said.
    owner_email    text not null default '' check (length(owner_email) <= 254),
    created_at     timestamptz not null,
    created_by     uuid references person on delete set null,
    -- When it is read next.
    due_at         timestamptz not null,
    tried_at       timestamptz,
    -- The last time that it was read whole, or found unchanged.
    read_at        timestamptz,
    -- The day of the window as it was read: another day, another window.
    read_on        date,
    etag           text,
    last_modified  text,
    -- Why nothing could be read at the last try; null when it could.
    fault          text,
    failing_since  timestamptz,
    told_at        timestamptz,
    -- What could not be read, line by line.
    problems       jsonb not null default '[]',
    unique (resource_id, address)
);
create index calendar_import_due on calendar_import (due_at);

alter table own_time
    add column import_id uuid references calendar_import on delete cascade,
    add column uid       text,
    add constraint own_time_source check ((own_use_id is null) = (import_id is not null)),
    add constraint own_time_uid check ((import_id is null) = (uid is null));
create index own_time_import on own_time (import_id) where import_id is not null;
