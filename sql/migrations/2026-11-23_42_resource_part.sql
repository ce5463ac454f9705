-- What a resource is made of, and what comes with it. Who shares time with whom follows from the units alone.

create table resource_part (
    whole_id uuid not null references resource on delete cascade,
    part_id  uuid not null references resource on delete cascade,
    -- A part of the place itself, or something that comes with it.
    relation text not null check (relation in ('part', 'with')),
    primary key (whole_id, part_id),
    check (whole_id <> part_id)
);
create index resource_part_part on resource_part (part_id);
create trigger catalogue_changed after insert or update or delete or truncate on resource_part
    for each statement execute function raise_catalogue_version();

-- What all units of a smaller thing of the same owner told until now.
insert into resource_part (whole_id, part_id, relation)
select whole.id, part.id, 'part'
from resource whole
join resource part on part.owner_id = whole.owner_id and part.id <> whole.id
where whole.unit_use = 'all' and part.unit_use = 'all'
  and exists (select from resource_unit u where u.resource_id = part.id)
  and not exists (
      select from resource_unit u
      where u.resource_id = part.id
        and not exists (select from resource_unit w where w.resource_id = whole.id and w.unit_id = u.unit_id))
  and (select count(*) from resource_unit u where u.resource_id = part.id)
      < (select count(*) from resource_unit w where w.resource_id = whole.id);

-- What people call one of several alike; where they have names, one may be chosen.
alter table unit add column label text not null default '' check (length(label) <= 60);
create trigger catalogue_changed after update of label on unit
    for each statement execute function raise_catalogue_version();

-- The one of several alike that was asked for; null where any of them would do.
alter table booking add column unit_id uuid references unit;
create index booking_unit on booking (unit_id) where unit_id is not null;
