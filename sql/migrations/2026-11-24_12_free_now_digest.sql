-- Who wants a mail each morning of what has just come free, and of what sort. It is about nothing else than that wish.
create table free_now_digest (
    -- Named in the link that ends it, which is in every such mail.
    id         uuid primary key,
    person_id  uuid not null unique references person on delete cascade,
    -- None for any.
    kinds      text[] not null,
    -- Slugs of parts of the city; none for all of it.
    districts  text[] not null,
    since      timestamptz not null,
    -- The last day on which it was looked at, whether there was something to tell or not.
    looked_on  date
);
