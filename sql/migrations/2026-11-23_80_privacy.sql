-- Where something stands is told to those who have booked it and nobody else: others see which part of the city it is in.
alter table resource add column address_private boolean not null default false;
update resource r set address_private = true from owner o where o.id = r.owner_id and o.kind = 'citizen';

-- Since when nothing of an owner's is on the list; null while all of it is.
alter table owner add column paused_at timestamptz;
