/**
 * Sign-in. The `auth_…` tables are better-auth's, generated once by its own tool for version 1.7.25 (hence the quoted camel case); one set
 * for visitors and one for staff, so that an account of one face can never be one of the other.
 */
export const up = `
create table "auth_visitor_users" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "language" text not null, "birthOn" text not null);
create table "auth_visitor_sign_ins" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "auth_visitor_users" ("id") on delete cascade);
create table "auth_visitor_accounts" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "auth_visitor_users" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "auth_visitor_verifications" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create index "auth_visitor_sign_ins_userId_idx" on "auth_visitor_sign_ins" ("userId");
create index "auth_visitor_accounts_userId_idx" on "auth_visitor_accounts" ("userId");
create index "auth_visitor_verifications_identifier_idx" on "auth_visitor_verifications" ("identifier");

create table "auth_staff_users" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table "auth_staff_sign_ins" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "auth_staff_users" ("id") on delete cascade);
create table "auth_staff_accounts" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "auth_staff_users" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "auth_staff_verifications" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create index "auth_staff_sign_ins_userId_idx" on "auth_staff_sign_ins" ("userId");
create index "auth_staff_accounts_userId_idx" on "auth_staff_accounts" ("userId");
create index "auth_staff_verifications_identifier_idx" on "auth_staff_verifications" ("identifier");

/* The second factor of staff. The secret is sealed; a time step is accepted once only, so that a code seen over a shoulder is worth nothing. */
create table staff_second_factors (
  staff_id text primary key references staff,
  agency_id text not null references agencies,
  sealed_secret text not null,
  recovery_hashes text[] not null,
  enrolled_at timestamptz,
  last_step bigint not null default -1
);
/* Between password and code. Nobody is signed in by it. */
create table staff_pending_sign_ins (
  token_hash text primary key,
  agency_id text not null references agencies,
  staff_id text not null references staff,
  expires_at timestamptz not null,
  wrong_codes integer not null default 0
);
/* Wrong passwords and codes by account, whatever address they come from; the account is named by a hash, known or not. */
create table sign_in_failures (
  account_hash text primary key,
  failures integer not null,
  first_at timestamptz not null
);
create unique index visitors_email_once on visitors (email) where deleted_at is null;
create index station_sign_ins_open on station_sign_ins (station_id) where signed_out_at is null;
`;
