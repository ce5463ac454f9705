-- Residents' questions to rules, who supports them, and the answers they got.

create table challenge (
    id             uuid primary key,
    rule_id        uuid not null references rule on delete cascade,
    -- null when the person has been deleted, or after some years: what was said stays, who said it does not.
    person_id      uuid references person on delete set null,
    prevents       text not null check (length(prevents) <= 1000),
    better         text not null check (length(better) <= 1000),
    -- Whether the writer wants their name shown.
    signed         boolean not null,
    created_at     timestamptz not null,
    -- The first moment at which an answer is late.
    answer_due_at  timestamptz not null check (answer_due_at > created_at),
    -- When the next reminder is due; null when there is none to come.
    remind_at      timestamptz,
    answered_at    timestamptz,
    answered_by    uuid references person on delete set null,
    answer         text check (answer in ('keep', 'change', 'drop')),
    -- Written before the answer when it leads to another rule, which takes some time to make; public with the answer only.
    answer_reason  text check (btrim(answer_reason) <> '' and length(answer_reason) <= 1000),
    new_rule_id    uuid references rule on delete set null,
    -- How many supported it when it was answered: soon after, nobody needs to know who.
    supporters     integer check (supporters >= 0),
    hidden_at      timestamptz,
    hidden_by      uuid references person on delete set null,
    hidden_reason  text check (btrim(hidden_reason) <> '' and length(hidden_reason) <= 500),
    constraint challenge_says_something check (hidden_at is not null or (btrim(prevents) <> '' and btrim(better) <> '')),
    constraint challenge_answer_is_whole check (
        (answered_at is null) = (answer is null) and (answered_at is null) = (supporters is null)
        and (answered_at is null or answer_reason is not null) and (new_rule_id is null or answer = 'change')),
    constraint challenge_hidden_for_a_reason check ((hidden_at is null) = (hidden_reason is null)),
    constraint challenge_reminds_while_it_waits check (remind_at is null or (answered_at is null and hidden_at is null))
);
create index challenge_rule on challenge (rule_id, created_at);
create index challenge_person on challenge (person_id, created_at);
create index challenge_new_rule on challenge (new_rule_id) where new_rule_id is not null;
create index challenge_waits on challenge (created_at) where answered_at is null and hidden_at is null;
create index challenge_reminder_due on challenge (remind_at) where remind_at is not null;
-- One at a time from each person to each rule.
create unique index challenge_once on challenge (rule_id, person_id) where answered_at is null and hidden_at is null;

create table challenge_support (
    challenge_id uuid not null references challenge on delete cascade,
    person_id    uuid not null references person on delete cascade,
    primary key (challenge_id, person_id)
);
create index challenge_support_person on challenge_support (person_id);
