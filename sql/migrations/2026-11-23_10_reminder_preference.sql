-- Whether this person wants to be reminded; a link in every reminder turns it off, the profile turns it on again.
alter table person add column reminders boolean not null default true;
