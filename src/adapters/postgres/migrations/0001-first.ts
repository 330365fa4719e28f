/**
 * The first schema. Every table that holds an agency's data carries its `agency_id`. Accounts of visitors reach across agencies (a family
 * may have people in two states), so `visitors` has none; what a visitor may see hangs on connections and visits, which do.
 * Ids are made by the application (`vst_…`). No `now()` decides anything here: instants come from the clock port.
 */
export const up = `
create extension if not exists btree_gist;

create table agencies (id text primary key, name text not null);

create table facilities (
  id text primary key,
  agency_id text not null references agencies,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('jail', 'prison')),
  state text not null,
  time_zone text not null,
  average_daily_population numeric not null check (average_daily_population >= 0),
  additive_recorded boolean not null default false,
  resident_word text not null default 'incarcerated-person'
);

create table policies (
  facility_id text not null references facilities,
  agency_id text not null references agencies,
  version integer not null,
  settings jsonb not null,
  effective_from timestamptz not null,
  primary key (facility_id, version)
);

create table rates (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  cents_per_minute integer not null check (cents_per_minute >= 0),
  effective_on date not null,
  cap_schedule_id text not null,
  cap_cents_per_minute integer not null,
  saved_by text not null,
  saved_at timestamptz not null,
  unique (facility_id, effective_on),
  check (cents_per_minute <= cap_cents_per_minute)
);

create table housing_units (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  name text not null
);

create table stations (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  name text not null,
  enabled boolean not null default true,
  is_private boolean not null default false,
  view_approved_at timestamptz,
  view_approved_by text,
  turn_round_minutes integer not null default 5 check (turn_round_minutes >= 0),
  enrollment_code_hash text,
  enrollment_expires_at timestamptz,
  device_key_hash text unique,
  enrolled_at timestamptz,
  last_seen_at timestamptz
);
create table station_units (
  station_id text not null references stations on delete cascade,
  housing_unit_id text not null references housing_units on delete cascade,
  primary key (station_id, housing_unit_id)
);
/* A time of the week in which a station may not be used (count, meal, repair): wall-clock times of the facility; weekdays 1 = Monday. */
create table station_blocks (
  id text primary key,
  agency_id text not null references agencies,
  station_id text not null references stations on delete cascade,
  weekdays integer[] not null,
  start_time time not null,
  end_time time not null,
  reason text not null
);

create table timetable_entries (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  weekday integer not null check (weekday between 1 and 7),
  start_time time not null,
  end_time time not null,
  every_weeks integer not null default 1 check (every_weeks >= 1),
  valid_from_on date not null,
  valid_to_on date,
  audience jsonb not null default '{}',
  visit_types text[] not null,
  capacity integer not null check (capacity >= 1)
);
create table one_off_periods (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  during tstzrange not null,
  audience jsonb not null default '{}',
  visit_types text[] not null,
  capacity integer not null check (capacity >= 1),
  lengths_minutes integer[]
);
create table blocked_dates (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  blocked_on date not null,
  timetable_entry_id text references timetable_entries,
  reason text not null
);

create table residents (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  name text not null,
  booking_number text not null,
  person_number text not null,
  birth_on date not null,
  housing_unit_id text references housing_units,
  custody_level text,
  privilege_level text,
  custody_status text not null default 'in-custody' check (custody_status in ('in-custody', 'released', 'transferred')),
  alert text,
  pin_hash text,
  language text not null default 'en',
  unique (facility_id, booking_number)
);
create table resident_absences (
  id text primary key,
  agency_id text not null references agencies,
  resident_id text not null references residents,
  starts_at timestamptz not null,
  ends_at timestamptz,
  kind text not null
);
/* The resident's own visitor list: whoever verifies a listed e-mail is connected (P2). */
create table resident_visitor_list (
  resident_id text not null references residents,
  agency_id text not null references agencies,
  email text not null check (email = lower(email)),
  relationship text not null,
  primary key (resident_id, email)
);
create index on resident_visitor_list (email);

create table visitors (
  id text primary key,
  auth_user_id text not null unique,
  name text not null,
  email text not null,
  email_verified_at timestamptz,
  birth_on date,
  language text not null default 'en',
  created_at timestamptz not null,
  deleted_at timestamptz
);
create table connections (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  resident_id text not null references residents,
  visitor_id text not null references visitors,
  status text not null check (status in ('requested', 'needs-information', 'approved', 'denied', 'suspended', 'revoked', 'expired')),
  status_reason text,
  relationship text not null,
  decided_at timestamptz,
  decided_by text,
  unique (resident_id, visitor_id)
);
create index on connections (visitor_id);
/* A restriction names a visitor by account or, for a protected person without one, by e-mail or by name and birth date. */
create table restrictions (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  kind text not null check (kind in ('ban', 'no-contact-order', 'non-contact', 'child-review', 'child-refuse', 'sanction')),
  resident_id text references residents,
  visitor_id text references visitors,
  person_email text check (person_email = lower(person_email)),
  person_name text,
  person_birth_on date,
  starts_at timestamptz not null,
  ends_at timestamptz,
  exceptions jsonb not null default '[]',
  reference text not null
);

create table staff (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text references facilities,
  auth_user_id text not null unique,
  name text not null,
  email text not null unique,
  roles text[] not null,
  disabled_at timestamptz
);

create table visits (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  resident_id text not null references residents,
  lead_visitor_id text not null references visitors,
  visit_type text not null,
  status text not null,
  reason text,
  note text,
  outcome text,
  during tstzrange not null,
  period_key text not null,
  station_id text not null references stations,
  seat integer not null,
  offered_slot jsonb,
  quote jsonb not null,
  findings jsonb not null,
  asked_by text not null,
  hold_expires_at timestamptz,
  hold_lengthened boolean not null default false,
  requested_at timestamptz,
  lapses_at timestamptz,
  policy_version integer not null,
  revision integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index on visits (lead_visitor_id, changed_at desc);
create index on visits (resident_id);
create index on visits (facility_id, status);
create index on visits using gist (facility_id, during);

create table visit_events (
  visit_id text not null references visits,
  sequence integer not null,
  agency_id text not null references agencies,
  type text not null,
  data jsonb not null,
  happened_at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  actor_role text not null,
  channel text not null,
  primary key (visit_id, sequence)
);

/* Claims judge double booking; nothing else does (C1). Expired ones are released by whoever needs the resource, before it asks. */
create table claims (
  id bigint generated always as identity primary key,
  agency_id text not null references agencies,
  visit_id text not null references visits,
  resource text not null,
  during tstzrange not null,
  expires_at timestamptz,
  released_at timestamptz,
  constraint claims_never_overlap exclude using gist (resource with =, during with &&) where (released_at is null)
);
create index on claims (visit_id) where released_at is null;

/* Every deadline is a row compared with the clock port; jobs only wake whoever looks. */
create table deadlines (
  id text primary key,
  agency_id text not null references agencies,
  visit_id text not null references visits,
  kind text not null,
  due_at timestamptz not null,
  done_at timestamptz,
  unique (visit_id, kind, due_at)
);
create index on deadlines (due_at) where done_at is null;

create table calls (
  visit_id text primary key references visits,
  agency_id text not null references agencies,
  room_name text not null unique,
  status text not null,
  state jsonb not null,
  revision integer not null
);
create index on calls (status) where status <> 'ended';
create table call_events (
  visit_id text not null references calls (visit_id),
  sequence integer not null,
  agency_id text not null references agencies,
  type text not null,
  data jsonb not null,
  happened_at timestamptz not null,
  primary key (visit_id, sequence)
);

create table consent_texts (version text not null, language text not null, body text not null, primary key (version, language));
create table consents (
  visit_id text not null references visits,
  agency_id text not null references agencies,
  person_id text not null,
  side text not null check (side in ('visitor', 'resident')),
  text_version text not null,
  language text not null,
  given_at timestamptz not null,
  primary key (visit_id, person_id, text_version)
);

/* What the unit officer marks in one tap. The newest row counts. */
create table movements (
  id bigint generated always as identity primary key,
  agency_id text not null references agencies,
  visit_id text not null references visits,
  state text not null check (state in ('fetched', 'at-station', 'refused', 'not-brought')),
  marked_by text not null,
  marked_at timestamptz not null
);

create table payments (
  visit_id text primary key references visits,
  agency_id text not null references agencies,
  status text not null check (status in ('free', 'no-card', 'card-saved', 'authorized', 'failed', 'captured', 'released')),
  setup_session_id text unique,
  setup_expires_at timestamptz,
  card_token text,
  card_brand text,
  card_last4 text,
  authorization_id text unique,
  authorized_cents bigint not null default 0,
  captured_cents bigint not null default 0,
  released_cents bigint not null default 0,
  failure_code text,
  mend_by timestamptz,
  settlement jsonb,
  changed_at timestamptz not null,
  check (captured_cents + released_cents <= authorized_cents)
);
create table ledger_entries (
  id bigint generated always as identity primary key,
  agency_id text not null references agencies,
  transaction_id text not null,
  kind text not null,
  visit_id text not null references visits,
  account text not null,
  amount_cents bigint not null check (amount_cents <> 0),
  posted_at timestamptz not null
);
create index on ledger_entries (visit_id);
create index on ledger_entries (transaction_id);

create table recordings (
  id text primary key,
  agency_id text not null references agencies,
  facility_id text not null references facilities,
  visit_id text not null unique references visits,
  state text not null check (state in ('started', 'sealed', 'broken', 'deleted')),
  wrapped_key text not null,
  manifest jsonb,
  retention_class text not null,
  delete_after timestamptz not null,
  started_at timestamptz not null,
  sealed_at timestamptz
);
/* Who looked, and for what purpose. */
create table recording_looks (
  id text primary key,
  agency_id text not null references agencies,
  recording_id text not null references recordings,
  staff_id text not null references staff,
  purpose text not null,
  looked_at timestamptz not null
);

create table audit_log (
  id bigint generated always as identity primary key,
  agency_id text references agencies,
  happened_at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  actor_role text not null,
  channel text not null,
  act text not null,
  subject_id text,
  reason text,
  detail jsonb not null default '{}'
);
create index on audit_log (agency_id, id desc);
create index on audit_log (subject_id);

create table station_sign_ins (
  token_hash text primary key,
  agency_id text not null references agencies,
  station_id text not null references stations,
  resident_id text not null references residents,
  language text not null,
  signed_in_at timestamptz not null,
  last_touch_at timestamptz not null,
  signed_out_at timestamptz
);
/* Wrong PINs lock one resident at one station, else residents lock each other out. */
create table station_lockouts (
  agency_id text not null references agencies,
  station_id text not null references stations,
  resident_id text not null references residents,
  failures integer not null,
  locked_at timestamptz,
  primary key (station_id, resident_id)
);

create table outbox_mails (
  id bigint generated always as identity primary key,
  to_address text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  calendar text,
  created_at timestamptz not null,
  sent_at timestamptz
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);
create table webhook_events (
  source text not null,
  event_id text not null,
  received_at timestamptz not null,
  primary key (source, event_id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log execute function refuse_change();
create trigger visit_events_append_only before update or delete or truncate on visit_events execute function refuse_change();
create trigger call_events_append_only before update or delete or truncate on call_events execute function refuse_change();
create trigger ledger_append_only before update or delete or truncate on ledger_entries execute function refuse_change();
create trigger recording_looks_append_only before update or delete or truncate on recording_looks execute function refuse_change();

/* Every transaction of the ledger sums to zero, whoever writes it (M4). */
create function ledger_balances() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount_cents), 0) from ledger_entries where transaction_id = new.transaction_id) <> 0 then
    raise exception 'ledger transaction % does not sum to zero', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_sums_to_zero after insert on ledger_entries deferrable initially deferred for each row execute function ledger_balances();
`;
