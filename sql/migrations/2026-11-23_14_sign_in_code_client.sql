-- The limit on codes from one place is kept in code_limit; who asked for a code is told by its browser alone.
drop index sign_in_code_client;
alter table sign_in_code drop column client_hash;
