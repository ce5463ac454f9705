-- A calendar asks of its own units what of their time has come free lately.
create index freed_time_unit on freed_time (unit_id, freed_at);
