-- Time after a series, kept for those who have it until they renew or their turn is over; where the owner has a rule that says so.
alter table occupancy
    add column series_id uuid references series on delete cascade,
    drop constraint occupancy_kind_check,
    add constraint occupancy_kind_check check (kind in ('booking', 'hold', 'blackout', 'own_use', 'imported', 'set_aside', 'renewal')),
    add constraint occupancy_renewal check ((kind = 'renewal') = (series_id is not null));
create index occupancy_series on occupancy (series_id) where series_id is not null;

-- The last date of the series when its person was told that it ends: once for each such date.
alter table series add column told_of_end date;
