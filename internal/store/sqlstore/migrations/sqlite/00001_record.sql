-- +goose Up
-- The record and its projection. Events are the truth; entity, audience and
-- audience_token are what they add up to. Positions in event.ord and versions in
-- entity.version are internal: they would tell that hidden acts exist.

create table meta (
  key   text primary key,
  value blob not null
) strict, without rowid;

create table audience (
  id  integer primary key,
  key text not null unique
) strict;

create table audience_token (
  audience integer not null references audience (id),
  token    text not null,
  primary key (audience, token)
) strict, without rowid;

create table stream (
  id       integer primary key,
  subject  text not null,
  audience integer not null references audience (id),
  counter  integer not null check (counter >= 0),
  unique (subject, audience)
) strict;

create table event (
  ord    integer primary key,
  stream integer not null references stream (id),
  seq    integer not null check (seq > 0),
  id     text not null unique,
  bytes  blob not null,
  salt   blob not null check (length(salt) = 16),
  leaf   blob not null check (length(leaf) = 32),
  unique (stream, seq)
) strict;

create table event_value (
  ord     integer not null references event (ord),
  pointer text not null,
  salt    blob not null check (length(salt) = 16),
  value   blob not null,
  primary key (ord, pointer)
) strict, without rowid;

create table entity (
  name     text primary key,
  kind     text not null,
  parent   text, -- null where no list has it
  sort     text not null,
  ref      text, -- null where there is none
  audience integer not null references audience (id),
  version  integer not null references event (ord),
  body     blob not null,
  etag     text not null
) strict;

create index entity_by_parent on entity (kind, parent, sort, name) where parent is not null;
create index entity_by_ref on entity (kind, ref, sort, name) where ref is not null;

create table request (
  principal   blob not null check (length(principal) = 32),
  id          text not null,
  digest      blob not null check (length(digest) = 32),
  answer      blob not null,
  at          text not null,
  first_event integer references event (ord),
  last_event  integer references event (ord),
  primary key (principal, id)
) strict, without rowid;

pragma user_version = 1;
