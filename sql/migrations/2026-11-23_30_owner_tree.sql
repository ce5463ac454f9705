-- Owners stand in a tree, and people have roles at them. What someone may do at an owner, they may do at all below it.

alter table owner drop constraint owner_kind_check;
alter table owner
    add constraint owner_kind_check check (kind in ('municipality', 'district', 'institution', 'association', 'citizen')),
    add column parent_id uuid references owner,
    add constraint owner_citizen_stands_alone check (kind <> 'citizen' or parent_id is null);
create index owner_parent on owner (parent_id) where parent_id is not null;

-- The owner itself, and all that stands above it, the nearest first by distance.
create function owners_above(start uuid) returns table (owner_id uuid, distance integer) language sql stable as $$
    with recursive path as (
        select id, parent_id, 0 as distance from owner where id = start
        union all
        select o.id, o.parent_id, path.distance + 1 from owner o join path on o.id = path.parent_id
    )
    select id, distance from path
$$;

-- Those owners, and all that stands below them.
create function owners_below(start uuid[]) returns table (owner_id uuid) language sql stable as $$
    with recursive tree as (
        select id from owner where id = any(start)
        union
        select o.id from owner o join tree on o.parent_id = tree.id
    )
    select id from tree
$$;

-- Two moves at once, each fine by itself, could close a circle together: they come one at a time.
create function keep_owners_a_tree() returns trigger language plpgsql as $$
declare
    step uuid := new.parent_id;
begin
    perform pg_advisory_xact_lock(hashtextextended('owner tree', 0));
    while step is not null loop
        if step = new.id then
            raise exception 'an owner cannot stand below itself' using errcode = 'check_violation', constraint = 'owner_tree';
        end if;
        select parent_id into step from owner where id = step;
    end loop;
    return new;
end $$;
create trigger owner_tree before insert or update of parent_id on owner
    for each row when (new.parent_id is not null) execute function keep_owners_a_tree();

-- Of which owner a row tells; null for what is no owner's. Rows from before have none: they are never changed.
alter table audit add column owner_id uuid;
create index audit_owner on audit (owner_id, id) where owner_id is not null;

alter table owner_role drop constraint owner_role_role_check;
alter table owner_role
    add constraint owner_role_role_check check (role in ('administrator', 'caretaker', 'approver', 'introducer'));

-- Caretakers keep what they could do. Nobody was administrator of an owner yet: the first caretaker is.
with given as (
    insert into owner_role (owner_id, person_id, role)
    select owner_id, person_id, added.role
    from owner_role, (values ('approver'), ('introducer')) as added (role)
    where owner_role.role = 'caretaker'
    union all
    (select distinct on (r.owner_id) r.owner_id, r.person_id, 'administrator'
    from owner_role r
    join person p on p.id = r.person_id
    where r.role = 'caretaker'
    order by r.owner_id, p.created_at, p.id)
    returning owner_id, person_id, role
)
insert into audit (at, action, subject, owner_id, detail)
select now(), 'role.changed', person_id, owner_id, jsonb_build_object(
    'before', jsonb_build_array('caretaker'), 'after', jsonb_build_array('caretaker') || jsonb_agg(role order by role))
from given
group by owner_id, person_id;
