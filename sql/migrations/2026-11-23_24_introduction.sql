-- One introduction a person and place: giving it again renews it.
alter table introduction
    add constraint introduction_key unique nulls not distinct (person_id, owner_id, resource_id);
-- The new key begins with the person as well.
drop index introduction_person;
create index introduction_owner on introduction (owner_id, given_at);
create index introduction_given_by on introduction (given_by) where given_by is not null;
