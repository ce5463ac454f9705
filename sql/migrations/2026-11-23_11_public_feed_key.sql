-- Keys the names that public calendars give to bookings, which would otherwise match those in their people's own calendars.
create table public_feed_key (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);
insert into public_feed_key (secret) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
