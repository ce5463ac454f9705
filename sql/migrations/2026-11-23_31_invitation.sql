-- To have a role at an owner, for whoever signs in with an address.
create table invitation (
    id         uuid primary key,
    owner_id   uuid not null references owner on delete cascade,
    email      text not null check (email = lower(email) and length(email) <= 254),
    roles      text[] not null check (
        cardinality(roles) > 0 and roles <@ array['administrator', 'caretaker', 'approver', 'introducer']),
    -- null when that person has been deleted.
    invited_by uuid references person on delete set null,
    -- When it was last sent.
    invited_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > invited_at),
    ended_at   timestamptz,
    outcome    text check (outcome in ('accepted', 'declined', 'withdrawn', 'expired')),
    constraint invitation_ended_somehow check ((ended_at is null) = (outcome is null))
);
create unique index invitation_open on invitation (owner_id, email) where ended_at is null;
create index invitation_owner on invitation (owner_id, invited_at);
create index invitation_email on invitation (email);
create index invitation_invited_by on invitation (invited_by) where invited_by is not null;

