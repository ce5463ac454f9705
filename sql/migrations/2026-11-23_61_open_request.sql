-- A question whose time the owner has chosen to leave open: others may take it before the answer, and a yes takes it then.
alter table permission add column holds boolean not null default true;

-- What is waited for, among all that has been asked.
create index permission_open on permission (booking_id) where answered_at is null and unanswered_at is null;
