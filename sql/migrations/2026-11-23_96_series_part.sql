-- What holds from one date of a series on, where somebody has changed all that follow. The dates keep their names: calendars know
-- them by those.
create table series_part (
    series_id       uuid not null references series on delete cascade,
    from_occurrence timestamp not null,
    resource_id     uuid not null references resource,
    starts          time not null,
    minutes         integer not null check (minutes >= 1),
    people          integer not null check (people >= 1),
    purpose         text not null check (length(purpose) <= 500),
    changed_at      timestamptz not null,
    primary key (series_id, from_occurrence)
);
create index series_part_resource on series_part (resource_id);
