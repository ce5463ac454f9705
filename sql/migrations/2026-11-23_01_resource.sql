-- What can be shared, who decides over it, and when it may be booked.

create table district (
    slug      text primary key,
    name      text not null,
    latitude  double precision not null,
    longitude double precision not null
);

create table owner (
    id      uuid primary key,
    slug    text not null unique,
    name_da text not null,
    name_en text not null,
    kind    text not null check (kind in ('municipality', 'institution', 'association', 'citizen')),
    email   text not null,
    phone   text not null
);

create table owner_role (
    owner_id  uuid not null references owner on delete cascade,
    person_id uuid not null references person on delete cascade,
    role      text not null check (role in ('caretaker')),
    primary key (owner_id, person_id, role)
);
create index owner_role_person on owner_role (person_id);

-- The smallest thing two people cannot have at once.
create table unit (
    id         uuid primary key,
    name       text not null unique,
    -- The last change of this unit's occupancies: Last-Modified of the public feeds that show it.
    revised_at timestamptz not null
);

create table resource (
    id                         uuid primary key,
    slug                       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
    owner_id                   uuid not null references owner,
    kind                       text not null check (kind in ('kitchen', 'hall', 'room', 'workshop', 'garden', 'vehicle', 'tool', 'other')),
    district                   text not null references district,
    name_da                    text not null,
    name_en                    text not null,
    description_da             text not null,
    description_en             text not null,
    address                    text not null,
    latitude                   double precision not null,
    longitude                  double precision not null,
    features                   text[] not null default '{}',
    house_rules_da             text[] not null default '{}',
    house_rules_en             text[] not null default '{}',
    directions_da              text not null default '',
    directions_en              text not null default '',
    time_zone                  text not null default 'Europe/Copenhagen',
    unit_use                   text not null check (unit_use in ('all', 'anyOne')),
    capacity                   integer not null check (capacity between 1 and 10000),
    minimum_minutes            integer not null check (minimum_minutes > 0),
    maximum_minutes            integer not null check (maximum_minutes >= minimum_minutes),
    step_minutes               integer not null check (step_minutes > 0 and 1440 % step_minutes = 0),
    lead_minutes               integer not null default 0 check (lead_minutes >= 0),
    horizon_days               integer not null check (horizon_days between 0 and 1100),
    buffer_before_minutes      integer not null default 0 check (buffer_before_minutes between 0 and 1440),
    buffer_after_minutes       integer not null default 0 check (buffer_after_minutes between 0 and 1440),
    closed_on_public_holidays  boolean not null default false,
    -- Minutes after the start at which a booking nobody has checked in to is released; null for never.
    release_after_minutes      integer check (release_after_minutes > 0),
    published                  boolean not null default true
);

create table resource_unit (
    resource_id uuid not null references resource on delete cascade,
    unit_id     uuid not null references unit,
    primary key (resource_id, unit_id)
);
create index resource_unit_unit on resource_unit (unit_id);

create table resource_picture (
    resource_id uuid not null references resource on delete cascade,
    position    integer not null,
    file        text not null,
    alt_da      text not null check (alt_da <> ''),
    alt_en      text not null check (alt_en <> ''),
    primary key (resource_id, position)
);

-- Minutes after local midnight of the weekday (1 = Monday); a span past midnight ends above 1440.
create table opening_hours (
    resource_id   uuid not null references resource on delete cascade,
    weekday       integer not null check (weekday between 1 and 7),
    opens_minute  integer not null check (opens_minute between 0 and 1439),
    closes_minute integer not null check (closes_minute > opens_minute and closes_minute <= 2880),
    primary key (resource_id, weekday, opens_minute)
);

-- Local days of the resource's zone, both included.
create table closure (
    id          uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    from_date   date not null,
    until_date  date not null check (until_date >= from_date),
    reason_da   text not null check (reason_da <> ''),
    reason_en   text not null check (reason_en <> '')
);
create index closure_resource on closure (resource_id, until_date);

-- One row that rises whenever anything above changes, so that a server knows when its copy of the catalogue is old.
create table catalogue_version (
    only_row boolean primary key default true check (only_row),
    version  bigint not null
);
insert into catalogue_version (version) values (1);

create function raise_catalogue_version() returns trigger language plpgsql as $$
begin
    update catalogue_version set version = version + 1;
    return null;
end $$;

create trigger catalogue_changed after insert or update or delete or truncate on district
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on owner
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on resource
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on resource_unit
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on resource_picture
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on opening_hours
    for each statement execute function raise_catalogue_version();
create trigger catalogue_changed after insert or update or delete or truncate on closure
    for each statement execute function raise_catalogue_version();
