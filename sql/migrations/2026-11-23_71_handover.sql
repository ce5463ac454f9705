-- Handing something over after use: the owner's list, what was answered, what is broken, and thanks.

create table handover_item (
    id          uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    number      bigint generated always as identity,
    kind        text not null check (kind in ('check', 'number')),
    text_da     text not null check (btrim(text_da) <> '' and length(text_da) <= 120),
    text_en     text not null default '' check (length(text_en) <= 120)
);
create index handover_item_resource on handover_item (resource_id, number);

create table handover (
    booking_id uuid primary key references booking on delete cascade,
    filled_by  uuid references person on delete set null,
    filled_at  timestamptz not null,
    -- What was asked and answered, in the words of that day.
    answers    jsonb not null
);
create index handover_filled_by on handover (filled_by) where filled_by is not null;

create table handover_picture (
    -- Its name in a folder that nothing is served from.
    file       text primary key,
    -- Outlives it until the file is gone.
    booking_id uuid references booking on delete set null,
    added_at   timestamptz not null,
    -- From then on nobody sees it, and a job deletes the file.
    forget_at  timestamptz not null
);
create index handover_picture_booking on handover_picture (booking_id, added_at);
create index handover_picture_forget on handover_picture (forget_at);

-- Something that does not work, until the owner has answered.
create table broken_case (
    id          uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    booking_id  uuid references booking on delete set null,
    reporter_id uuid references person on delete set null,
    -- What the next ones read, until the owner has put it in other words.
    what        text not null check (btrim(what) <> '' and length(what) <= 120),
    details     text not null default '' check (length(details) <= 1000),
    opened_at   timestamptz not null,
    -- The same form sent twice is one case.
    key         text not null check (length(key) between 1 and 200),
    -- The owner's words for the next ones; null until there are any.
    note        text check (btrim(note) <> '' and length(note) <= 120),
    answer      text not null default '' check (length(answer) <= 1000),
    closed_at   timestamptz,
    closed_by   uuid references person on delete set null,
    constraint broken_case_key unique (booking_id, key)
);
create index broken_case_open on broken_case (resource_id, opened_at) where closed_at is null;
create index broken_case_resource on broken_case (resource_id, closed_at);
create index broken_case_reporter on broken_case (reporter_id) where reporter_id is not null;
create index broken_case_closed_by on broken_case (closed_by) where closed_by is not null;

create table thanks (
    booking_id uuid not null references booking on delete cascade,
    towards    text not null check (towards in ('owner', 'before')),
    at         timestamptz not null,
    primary key (booking_id, towards)
);
