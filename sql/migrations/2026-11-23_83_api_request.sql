-- What a program has asked to have made, so that the same request sent again makes nothing more, and another under its key is refused.

create table api_request (
    person_id uuid not null references person on delete cascade,
    key       text not null,
    -- Of the path and the body.
    hash      bytea not null,
    -- Of what it makes.
    id        uuid not null unique,
    asked_at  timestamptz not null,
    primary key (person_id, key)
);
