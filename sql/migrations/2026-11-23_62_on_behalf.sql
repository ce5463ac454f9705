-- Whose booking was made by another: by a neighbour, a volunteer, or the staff on the telephone.

create table on_behalf (
    booking_id uuid primary key references booking on delete cascade,
    -- Who made it; null when that person has been deleted.
    helper_id  uuid references person on delete set null,
    -- Whom it is for, in the helper's words. Of somebody without an address it is all there is: the booking then has no person.
    name       text not null check (name = btrim(name) and length(name) between 1 and 100),
    -- Whether the helper looked after the place when they made it; only what others make is limited in number.
    by_staff   boolean not null
);
create index on_behalf_helper on on_behalf (helper_id) where helper_id is not null;
