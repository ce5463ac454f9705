-- What a booker and those who look after the place write to each other about one booking. It goes with the booking's person.

create table message (
    id         uuid primary key,
    booking_id uuid not null references booking on delete cascade,
    -- null when that person has been deleted.
    sender_id  uuid references person on delete set null,
    -- Whether it was written for the place; else by the booker.
    by_owner   boolean not null,
    text       text not null check (btrim(text) <> '' and length(text) <= 2000),
    sent_at    timestamptz not null,
    -- The same form or request sent twice is one message.
    key        text not null check (length(key) between 1 and 200),
    constraint message_key unique (booking_id, sender_id, key)
);
create index message_booking on message (booking_id, sent_at);
create index message_sender on message (sender_id) where sender_id is not null;
