-- Whether something is lent by the hour, from day to day or over night: which rules it is offered to begin with.

alter table resource add column lent_by text not null default 'hour' check (lent_by in ('hour', 'day', 'night'));
