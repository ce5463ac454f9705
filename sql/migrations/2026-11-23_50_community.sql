-- People who book together: a choir, a team, an association. To people it is a group; its table has another name, because
-- "group" is a word of SQL.
create table community (
    id         uuid primary key,
    name       text not null check (name = btrim(name) and length(name) between 1 and 100),
    -- Its number in the Danish business register; null when it has none.
    cvr        text check (cvr ~ '^[0-9]{8}$'),
    -- Who is written to when the one who booked is no longer there.
    contact_id uuid not null,
    created_at timestamptz not null,
    -- When one of its bookings last changed.
    revised_at timestamptz not null
);

create table community_member (
    community_id uuid not null references community on delete cascade,
    person_id    uuid not null references person on delete cascade,
    -- Else they book for it, and no more.
    organiser    boolean not null default false,
    invited_at   timestamptz not null,
    -- null until they have said yes: until then they may do nothing, and nobody sees their name.
    joined_at    timestamptz,
    primary key (community_id, person_id),
    check (joined_at is not null or not organiser)
);
create index community_member_person on community_member (person_id);

alter table community add constraint community_contact_is_member
    foreign key (id, contact_id) references community_member (community_id, person_id) deferrable initially deferred;

-- Those who may book for it and manage what is booked.
create view community_booker as
    select community_id, person_id, organiser, joined_at from community_member where joined_at is not null;

-- The lock lets two organisers who leave at once come one after the other: the second sees that nobody would be left.
create function keep_a_community_organised() returns trigger language plpgsql as $$
begin
    perform from community where id = old.community_id for no key update;
    if found and not exists (select from community_member where community_id = old.community_id and organiser) then
        raise exception 'a group has an organiser' using errcode = 'check_violation', constraint = 'community_has_organiser';
    end if;
    return null;
end $$;
create constraint trigger community_has_organiser after update or delete on community_member
    deferrable initially deferred for each row when (old.organiser) execute function keep_a_community_organised();

-- Whose it is beside the one who booked; null when it is theirs alone, and when the group is no more.
alter table booking add column community_id uuid references community on delete set null;
create index booking_community on booking (community_id, lower(period)) where community_id is not null;
