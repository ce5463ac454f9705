-- What is for an owner to say yes or no to: a booking that a rule leaves to them, or one that asks them to set rules aside.

create table permission (
    id            uuid primary key,
    -- Its time is held until the answer is due.
    booking_id    uuid not null references booking on delete cascade,
    kind          text not null check (kind in ('approval', 'exception')),
    -- In the words of the one who asks.
    why           text not null check (length(why) <= 1000 and (kind = 'approval' or btrim(why) <> '')),
    -- [{"code", "rule"}]: what leaves it to the owner, or the refusals that a yes sets aside.
    against       jsonb not null,
    asked_at      timestamptz not null,
    answer_by     timestamptz not null,
    -- When those who answer are reminded; null when they have been, or need not be.
    remind_at     timestamptz,
    answered_at   timestamptz,
    -- null as well when that person has been deleted.
    answered_by   uuid references person on delete set null,
    granted       boolean,
    answer        text not null default '' check (length(answer) <= 1000),
    -- When it ran out because nobody had answered.
    unanswered_at timestamptz,
    constraint permission_booking_key unique (booking_id),
    constraint permission_answered_whole check ((answered_at is null) = (granted is null)),
    constraint permission_ended_once check (answered_at is null or unanswered_at is null)
);
create index permission_reminder_due on permission (remind_at) where remind_at is not null;
create index permission_answered_by on permission (answered_by) where answered_by is not null;
