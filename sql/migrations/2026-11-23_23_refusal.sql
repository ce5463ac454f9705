-- Which rules stop people, counted without knowing whom.

-- Makes one person the same person within a month and no longer: past months' keys are deleted.
create table refusal_key (
    month  date primary key,
    secret bytea not null
);

create table refusal (
    id                bigint generated always as identity primary key,
    -- The same for all that stopped one request.
    attempt_id        uuid not null,
    at                timestamptz not null,
    code              text not null,
    -- null where no rule said no: the time was taken.
    rule_id           uuid references rule on delete cascade,
    resource_id       uuid not null references resource on delete cascade,
    who               bytea not null,
    -- Whether the same person went on to book something from that answer.
    found_alternative boolean not null default false
);
create index refusal_rule on refusal (rule_id, at) where rule_id is not null;
create index refusal_attempt on refusal (attempt_id);
create index refusal_at on refusal (at);
