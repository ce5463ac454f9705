-- Who of those who look after a place has seen whose booking it is: at most one row a day for each of them and each booking.
create index audit_look on audit (subject, actor_id, at) where action = 'booking.seen';
