-- Whether a person still comes: asked some time before the start, and the time given on where no answer comes.
-- What the rule said when the booking was confirmed, as with release_at.

alter table booking
    -- When the next step is due: the question, its reminder, or giving the time on; null when there is none to come.
    add column reconfirm_at       timestamptz,
    -- When an answer is due; null where none is asked for.
    add column reconfirm_by       timestamptz,
    add column reconfirm_asked_at timestamptz,
    add column reconfirmed_at     timestamptz,
    add constraint booking_reconfirm_whole check (reconfirm_at is null or reconfirm_by is not null);
create index booking_reconfirm_due on booking (reconfirm_at) where reconfirm_at is not null;
