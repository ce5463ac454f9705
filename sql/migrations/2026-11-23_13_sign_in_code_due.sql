-- Codes go ahead of a heap of other mail, and are found without looking through it.
create index outbox_code_due on outbox (due_at) where due_at is not null and kind = 'sign-in-code';
