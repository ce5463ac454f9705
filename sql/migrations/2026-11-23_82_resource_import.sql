-- A file of things to share, from when it is looked at until its drafts are made. Kept here rather than in the page: the page stays
-- small, a restart loses nothing, and what was looked at is what is made.

create table resource_import (
    id          uuid primary key,
    owner_id    uuid not null references owner on delete cascade,
    -- Who sent it, and alone may go on with it.
    person_id   uuid not null references person on delete cascade,
    -- As it was read; empty once its drafts are made.
    content     text not null,
    uploaded_at timestamptz not null,
    made_at     timestamptz,
    made        uuid[] not null default '{}'
);
