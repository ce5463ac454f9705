-- What people say should not be on the list, and what the municipality answers. One case gathers all reports of a listing until it is answered.

create table listing_case (
    id           uuid primary key,
    resource_id  uuid not null references resource on delete cascade,
    -- open: waits for an answer; kept: it stays; off: taken off the list; objected: the owner has answered back, once;
    -- upheld: it stays off; restored: the owner may share it again.
    status       text not null default 'open' check (status in ('open', 'kept', 'off', 'objected', 'upheld', 'restored')),
    opened_at    timestamptz not null,
    -- The latest answer, in the moderator's words.
    answered_at  timestamptz,
    answered_by  uuid references person on delete set null,
    answer       text not null default '' check (length(answer) <= 1000),
    objection    text not null default '' check (length(objection) <= 1000),
    objected_at  timestamptz,
    objected_by  uuid references person on delete set null,
    check ((status = 'open') = (answered_at is null))
);
create unique index listing_case_under_way on listing_case (resource_id) where status in ('open', 'off', 'objected', 'upheld');
create index listing_case_resource on listing_case (resource_id, opened_at);
create index listing_case_answered_by on listing_case (answered_by) where answered_by is not null;
create index listing_case_objected_by on listing_case (objected_by) where objected_by is not null;

create table listing_report (
    id          uuid primary key,
    case_id     uuid not null references listing_case on delete cascade,
    -- Nobody but the municipality's program knows who; null when that person has been deleted.
    reporter_id uuid references person on delete set null,
    reason      text not null check (reason in ('untrue', 'unsafe', 'offensive', 'not-theirs', 'other')),
    words       text not null default '' check (length(words) <= 1000),
    reported_at timestamptz not null,
    constraint listing_report_once unique (case_id, reporter_id)
);
create index listing_report_reporter on listing_report (reporter_id, reported_at) where reporter_id is not null;

-- The municipality has taken it off the list: nobody publishes it before it has been let back.
alter table resource
    add column taken_off boolean not null default false,
    add constraint resource_taken_off check (not (published and taken_off));
