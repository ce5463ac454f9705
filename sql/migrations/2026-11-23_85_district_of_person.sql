-- In which part of the city a person says that they live; asked for only where a rule needs it, null until then, and told to nobody.
alter table person add column district text references district on delete set null;
