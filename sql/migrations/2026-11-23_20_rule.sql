-- The conditions for booking, each with its reason, at the level that set it. A rule is never changed: another replaces it.

create table rule (
    id          uuid primary key,
    -- The name of the condition, and what it says.
    kind        text not null,
    parameters  jsonb not null default '{}',
    level       text not null check (level in ('municipality', 'district', 'owner', 'resource')),
    district    text references district,
    owner_id    uuid references owner on delete cascade,
    resource_id uuid references resource on delete cascade,
    -- Nearer levels cannot set it aside.
    binding     boolean not null default false,
    reason_da   text not null check (btrim(reason_da) <> '' and length(reason_da) <= 1000),
    reason_en   text not null default '' check (length(reason_en) <= 1000),
    -- null when the person has been deleted, or for a rule that came with the resource.
    set_by      uuid references person on delete set null,
    set_at      timestamptz not null,
    -- In force from the first, included, to the second, excluded: what is decided in between is decided by it.
    valid_from  timestamptz not null,
    valid_until timestamptz check (valid_until >= valid_from),
    replaces    uuid references rule,
    constraint rule_stands_at_its_level check (
        (district is not null) = (level = 'district')
        and (owner_id is not null) = (level = 'owner')
        and (resource_id is not null) = (level = 'resource'))
);
create index rule_resource on rule (resource_id) where resource_id is not null;
create index rule_owner on rule (owner_id) where owner_id is not null;
create index rule_replaces on rule (replaces) where replaces is not null;
create trigger catalogue_changed after insert or update or delete or truncate on rule
    for each statement execute function raise_catalogue_version();

-- What stood in columns becomes rules of the resource. Their reasons were never written down: the owner is asked for them.
insert into rule (id, kind, parameters, level, resource_id, reason_da, reason_en, set_at, valid_from)
select gen_random_uuid(), old.kind, old.parameters, 'resource', r.id,
       'Sådan har ejeren bestemt. Spørg, hvis du undrer dig.', 'The owner decided so. Ask if you wonder why.', now(), '-infinity'
from resource r
cross join lateral (values
    ('MinimumDuration', jsonb_build_object('minutes', r.minimum_minutes)),
    ('MaximumDuration', jsonb_build_object('minutes', r.maximum_minutes)),
    ('StartGrid', jsonb_build_object('minutes', r.step_minutes)),
    ('LeadTime', jsonb_build_object('minutes', nullif(r.lead_minutes, 0))),
    ('Horizon', jsonb_build_object('days', r.horizon_days)),
    ('BufferTime', jsonb_build_object(
        'beforeMinutes', case when r.buffer_before_minutes + r.buffer_after_minutes > 0 then r.buffer_before_minutes end,
        'afterMinutes', r.buffer_after_minutes)),
    ('PublicHolidays', jsonb_build_object('closed', nullif(r.closed_on_public_holidays, false))),
    ('CheckInGrace', jsonb_build_object('minutes', r.release_after_minutes)),
    ('OpeningHours', jsonb_build_object(
        'week', coalesce((select jsonb_agg(jsonb_build_object('day', o.weekday, 'opensMinute', o.opens_minute, 'closesMinute', o.closes_minute)
                                  order by o.weekday, o.opens_minute)
                 from opening_hours o where o.resource_id = r.id), '[]'),
        'seasons', '[]'::jsonb))
) as old (kind, parameters)
where not old.parameters @? '$.* ? (@ == null)';

insert into rule (id, kind, parameters, level, resource_id, reason_da, reason_en, set_at, valid_from)
select id, 'ClosedDates', jsonb_build_object('from', from_date, 'until', until_date), 'resource', resource_id, reason_da, reason_en, now(), '-infinity'
from closure;

drop table opening_hours;
drop table closure;
alter table resource
    drop column minimum_minutes, drop column maximum_minutes, drop column step_minutes, drop column lead_minutes,
    drop column horizon_days, drop column buffer_before_minutes, drop column buffer_after_minutes,
    drop column closed_on_public_holidays, drop column release_after_minutes;

-- Who has been shown how to use a place, and by whom.
create table introduction (
    id          uuid primary key,
    person_id   uuid not null references person on delete cascade,
    owner_id    uuid not null references owner on delete cascade,
    -- null when it counts for all the owner has.
    resource_id uuid references resource on delete cascade,
    given_by    uuid references person on delete set null,
    given_at    timestamptz not null,
    expires_at  timestamptz
);
create index introduction_person on introduction (person_id);

-- Who belongs to an association, a team or a house.
create table membership (
    owner_id  uuid not null references owner on delete cascade,
    person_id uuid not null references person on delete cascade,
    since     timestamptz not null,
    primary key (owner_id, person_id)
);
create index membership_person on membership (person_id);

-- What a person says of themselves; asked for only where a rule needs it, and null until then.
alter table person
    add column birth_year integer check (birth_year between 1900 and 2100),
    add column is_resident boolean;

-- A booking given up so late that a quota counts it all the same.
alter table booking add column cancelled_late boolean not null default false;
