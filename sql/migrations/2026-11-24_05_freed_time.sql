-- What has come free lately and is near: for whoever wants to book at once. Nothing personal; history is not kept.
create table freed_time (
    unit_id  uuid not null references unit on delete cascade,
    period   tstzrange not null,
    freed_at timestamptz not null
);
create index freed_time_lately on freed_time (freed_at);
create index freed_time_over on freed_time (upper(period));

-- Whichever way it comes free: cancelled, released, shortened, moved, own use given back, an offer that nobody took. A hold that was
-- let go was never more than a form. Whatever frees time says when in the unit, in the same transaction. Whether it still is free is
-- for the reader to see.
create function note_freed_time() returns trigger language plpgsql as $$
begin
    insert into freed_time (unit_id, period, freed_at)
    select old.unit_id, old.period, u.revised_at
    from unit u
    where u.id = old.unit_id and upper(old.period) > u.revised_at and lower(old.period) < u.revised_at + interval '2 days';
    return null;
end $$;

create constraint trigger occupancy_is_freed after delete or update of period, unit_id on occupancy
    deferrable initially deferred for each row when (old.kind <> 'hold')
    execute function note_freed_time();
