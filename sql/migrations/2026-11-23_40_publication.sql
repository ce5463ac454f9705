-- When a resource is shared, and how far it has come on the way there.

alter table resource
    -- It is shared from that moment, and until the other; null for no such limit. Meaningless while it is not published.
    add column publish_from       timestamptz,
    add column publish_until      timestamptz,
    -- null for a draft. From then on its address stays.
    add column first_published_at timestamptz,
    -- The questions that have been answered: a draft lacks some.
    add column answered           text[] not null default '{what,where,use,there,pictures,rules}',
    add constraint resource_publication check (publish_until > publish_from),
    add constraint resource_answered check (answered <@ '{what,where,use,there,pictures,rules}');

update resource set first_published_at = now() where published;

-- Where nothing was written in English, the Danish stands in.
alter table resource_picture drop constraint resource_picture_alt_en_check;
