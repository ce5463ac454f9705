-- People, and the secrets by which they are recognised. No secret is stored in the clear: only its SHA-256.

create extension if not exists btree_gist;

create table person (
    id               uuid primary key,
    email            text not null check (email = lower(email) and length(email) <= 254),
    name             text not null default '' check (length(name) <= 100),
    language         text not null default 'da' check (language in ('da', 'en')),
    is_administrator boolean not null default false,
    -- null until the address has answered to a code; such a person has no rights and is deleted with the hold that made the row.
    verified_at      timestamptz,
    created_at       timestamptz not null,
    -- The last change of any of this person's bookings: Last-Modified of the feed.
    revised_at       timestamptz not null,
    constraint person_email_key unique (email)
);

create table session (
    id         uuid primary key,
    person_id  uuid not null references person on delete cascade,
    device     text not null check (length(device) <= 100),
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    expires_at timestamptz not null
);
create index session_person on session (person_id);
create index session_expiry on session (expires_at);

create table sign_in_code (
    id           uuid primary key,
    email        text not null check (length(email) <= 254),
    code_hash    bytea not null,
    -- The browser that asked holds the matching secret in a cookie; a code works nowhere else.
    browser_hash bytea not null,
    -- A keyed hash of the network address, for the rate limit; the address itself is not kept.
    client_hash  bytea not null,
    return_url   text not null default '/' check (length(return_url) <= 2000),
    tries        integer not null default 0,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index sign_in_code_email on sign_in_code (email, created_at);
create index sign_in_code_client on sign_in_code (client_hash, created_at);
create index sign_in_code_browser on sign_in_code (browser_hash, created_at);

create table feed_token (
    id         uuid primary key,
    person_id  uuid not null references person on delete cascade,
    token_hash bytea not null,
    created_at timestamptz not null,
    fetched_at timestamptz,
    constraint feed_token_hash_key unique (token_hash)
);
create index feed_token_person on feed_token (person_id);

create table api_token (
    id         uuid primary key,
    person_id  uuid not null references person on delete cascade,
    name       text not null check (length(name) <= 100),
    token_hash bytea not null,
    created_at timestamptz not null,
    constraint api_token_hash_key unique (token_hash)
);
create index api_token_person on api_token (person_id);

-- ASP.NET Core's key ring, shared so that a cookie or form made by one server is read by another.
create table data_protection_key (
    name text primary key,
    xml  text not null
);
