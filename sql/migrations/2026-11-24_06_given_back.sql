-- What is left when somebody gives back a part of what they have booked.
alter table booking
    -- The booking it was a part of, before the middle was given back.
    add column split_from uuid references booking on delete set null,
    -- Minutes on the wall clock that were given back so late that a quota counts them all the same.
    add column late_minutes integer not null default 0 check (late_minutes >= 0);
create index booking_split_from on booking (split_from) where split_from is not null;
