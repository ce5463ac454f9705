-- How often codes have been asked for, so that every server counts the same.

create table code_limit (
    -- SHA-256 of an e-mail address, or the keyed hash of a network address: neither can be read here.
    key    bytea primary key,
    -- When codes were sent, as far back as the longest limit looks.
    recent timestamptz[] not null
);

-- Keys the hash of network addresses, of which there are too few for a plain hash to hide one.
create table client_key (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);
insert into client_key (secret) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
