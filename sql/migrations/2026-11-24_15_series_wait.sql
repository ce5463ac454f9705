-- A date of a series that was taken waits in line as any wish does; what is offered to it and taken becomes that date.
alter table waitlist_entry
    add column series_id  uuid references series on delete cascade,
    add column occurrence timestamp,
    add constraint waitlist_entry_of_series check ((series_id is null) = (occurrence is null));
create unique index waitlist_entry_awaited_date on waitlist_entry (series_id, occurrence) where series_id is not null and closed_at is null;
create index waitlist_entry_series on waitlist_entry (series_id) where series_id is not null;
