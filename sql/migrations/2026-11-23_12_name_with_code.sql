-- The name typed with a hold, kept here until the address has answered: nobody else may name a person.
alter table sign_in_code add column name text not null default '' check (length(name) <= 100);
