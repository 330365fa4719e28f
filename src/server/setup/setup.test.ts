import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, signedInVisitor, TestBrowser, wholeServer } from '../../../test/support/fixtures-accounts.ts';
import type { StaffId } from '../../core/shared/ids.ts';

const run = promisify(execFile);
const secret = randomBytes(24).toString('hex');
const masterKey = randomBytes(32).toString('base64');
const flags = {
  agency: 'Pine County',
  facility: 'Pine County Jail',
  kind: 'jail',
  state: 'wi',
  'time-zone': 'America/Chicago',
  population: '87.5',
  unit: 'Pod 1',
  'admin-name': 'Pat Lee',
  'admin-email': 'Pat@pine.example',
};

let server: Awaited<ReturnType<typeof wholeServer>>;
beforeAll(async () => {
  server = await wholeServer({ SESSION_SECRET: secret, VAULT_MASTER_KEY: masterKey });
});
const folder = mkdtempSync(path.join(tmpdir(), 'openvisit-setup-'));
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function setup(
  given: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const args = Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value]);
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: server.composed.foundations.settings.database.url ?? '',
    OPENVISIT_DATA: folder,
    SESSION_SECRET: secret,
    VAULT_MASTER_KEY: masterKey,
  };
  try {
    const done = await run(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args, ...more], { env });
    return { ...done, code: 0 };
  } catch (error) {
    const failed = error as { stdout: string; stderr: string; code: number };
    return { stdout: failed.stdout, stderr: failed.stderr, code: failed.code };
  }
}

test('setup makes a facility whose admin can sign in, and run again it changes nothing', async () => {
  const first = await setup(flags);
  expect(first.stderr).toBe('');
  const password = /only now: (\S+)/.exec(first.stdout)?.[1] ?? '';
  const pat = new TestBrowser(server.app);
  expect((await pat.post('/api/staff/sign-in', { email: 'pat@pine.example', password })).json()).toEqual({ next: 'enroll' });
  await pat.post('/api/staff/enroll');
  const { id } = await server.db.selectFrom('staff').select('id').executeTakeFirstOrThrow();
  expect((await pat.post('/api/staff/verify-code', { code: await codeOf(server, id as StaffId) })).statusCode).toBe(200);
  expect((await pat.get('/api/staff/me')).json()).toMatchObject({ roles: ['facility-admin'], facility: { name: 'Pine County Jail' } });
  expect((await pat.get('/api/staff/audit')).json().rows.map((row: { act: string }) => row.act)).toEqual(
    expect.arrayContaining(['facility-made', 'staff-made']),
  );
  const [entry] = (await pat.get('/api/facilities')).json().facilities;
  expect(entry).toMatchObject({ facility: { slug: 'pine-county-jail', state: 'WI' }, centsPerMinute: 0 });

  const again = await setup(flags);
  expect(again.stdout).toContain('nothing was changed');
  expect(again.stdout).not.toContain('only now');
  expect(await server.db.selectFrom('facilities').select('id').execute()).toHaveLength(1);

  const replaced = await setup(flags, '--new-password');
  const newPassword = /only now: (\S+)/.exec(replaced.stdout)?.[1] ?? '';
  expect((await pat.get('/api/staff/me')).statusCode).toBe(401);
  expect((await pat.post('/api/staff/sign-in', { email: 'pat@pine.example', password: newPassword })).json()).toEqual({ next: 'enroll' });
}, 60_000);

const head = 'booking_number,name,birth_date,housing_unit,listed_emails';
const list = path.join(folder, 'residents.csv');
const opening = {
  ...flags,
  agency: 'Elm County',
  facility: 'Elm County Jail',
  'admin-email': 'admin@elm.example',
  stations: 'A-1, A-2',
  hours: '08:30-20:30',
  residents: list,
  'scheduler-name': 'Sam Ortega',
  'scheduler-email': 'sam@elm.example',
};
const passwordOf = (stdout: string, email: string) => new RegExp(`as ${email}\\n.*only now: (\\S+)`).exec(stdout)?.[1] ?? '';

async function staffWith(email: string, password: string): Promise<TestBrowser> {
  const browser = new TestBrowser(server.app);
  expect((await browser.post('/api/staff/sign-in', { email, password })).json()).toEqual({ next: 'enroll' });
  await browser.post('/api/staff/enroll');
  const { id } = await server.db.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirstOrThrow();
  expect((await browser.post('/api/staff/verify-code', { code: await codeOf(server, id as StaffId) })).statusCode).toBe(200);
  return browser;
}

test('after setup, one approval and one enrollment a listed visitor is offered a time', async () => {
  writeFileSync(
    list,
    `${head}\n5001,Marcus Reed,1994-03-08,Pod 1,bea@mail.example\n5002,Luis Vega,1988-10-02,Pod 2,bea@mail.example;cy@mail.example\n`,
  );
  const { stdout, stderr } = await setup(opening);
  expect(stderr).toBe('');
  expect(stdout).toContain('Not ready yet: A-1, A-2.');
  const bea = await signedInVisitor(server, 'bea@mail.example');
  const contacts = (await bea.get('/api/visitor/contacts')).json().contacts as { resident: { id: string; name: string } }[];
  expect(contacts.map((contact) => contact.resident.name).sort()).toEqual(['Luis Vega', 'Marcus Reed']);
  const timesOf = async (name: string) => {
    const id = contacts.find((contact) => contact.resident.name === name)?.resident.id;
    const { days } = (await bea.get(`/api/visitor/contacts/${id}/offers?days=4`)).json() as { days: { slots: unknown[] }[] };
    return days.flatMap((day) => day.slots).length;
  };
  expect(await timesOf('Luis Vega')).toBe(0);

  const admin = await staffWith('admin@elm.example', passwordOf(stdout, 'admin@elm.example'));
  const stations = (await admin.get('/api/staff/stations')).json().stations as { id: string; name: string; units: string[] }[];
  expect(stations.map(({ name, units }) => [name, [...units].sort()])).toEqual([
    ['A-1', ['Pod 1', 'Pod 2']],
    ['A-2', ['Pod 1', 'Pod 2']],
  ]);
  const first = stations[0]?.id;
  expect((await admin.send('PATCH', `/api/staff/stations/${first}`, { viewApproved: true })).statusCode).toBe(200);
  const { code } = (await admin.post(`/api/staff/stations/${first}/enrollment-code`)).json();
  const station = new TestBrowser(server.app);
  expect((await station.post('/api/station/enroll', { code })).json()).toEqual({ stationName: 'A-1' });
  for (const name of ['Marcus Reed', 'Luis Vega']) expect(await timesOf(name)).toBeGreaterThan(10);

  const residents = (await admin.get('/api/staff/residents?search=5002')).json().residents as { id: string }[];
  const { pin } = (await admin.post(`/api/staff/residents/${residents[0]?.id}/pin`)).json();
  expect((await station.post('/api/station/sign-in', { bookingNumber: '5002', pin, language: 'en' })).json().name).toBe('Luis Vega');
  const sam = await staffWith('sam@elm.example', passwordOf(stdout, 'sam@elm.example'));
  expect((await sam.get('/api/staff/me')).json().roles).toEqual(['scheduler']);
  expect((await sam.get('/api/staff/queue')).statusCode).toBe(200);
}, 60_000);

test('a later run adds what is new, serves new units from every station and doubles nothing', async () => {
  expect((await setup(opening)).stdout).toContain('nothing was changed');
  writeFileSync(list, `${head}\n5002,Luis Vega,1988-10-02,Pod 1,cy@mail.example\n5003,Ray Dunn,1990-01-01,Pod 3,\n`);
  const more = await setup({ ...opening, stations: 'A-1,A-2,A-3', hours: '09:00-17:00' });
  expect(more.stdout).toContain('Made: 1 resident; changes to 1 resident; station A-3 for every housing unit.');
  expect(more.stdout).toContain('Not ready yet: A-2, A-3.');
  expect(more.stdout).toContain('hours were left as they are');
  const counts = await server.db
    .selectFrom('stations as s')
    .innerJoin('facilities as f', 'f.id', 's.facility_id')
    .innerJoin('station_units as u', 'u.station_id', 's.id')
    .select(({ fn }) => ['s.name', fn.countAll<string>().as('units')])
    .where('f.slug', '=', 'elm-county-jail')
    .groupBy('s.name')
    .orderBy('s.name')
    .execute();
  // Pod 1 was the first unit, Pod 2 and Pod 3 came with the lists.
  expect(counts.map(({ name, units }) => [name, Number(units)])).toEqual([
    ['A-1', 3],
    ['A-2', 3],
    ['A-3', 3],
  ]);
  const entries = await server.db.selectFrom('timetable_entries').select(['weekday', 'capacity']).orderBy('weekday').execute();
  expect(entries).toEqual([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, capacity: 3 })));
});

test('a bad list is refused with line and column, and nothing at all is made', async () => {
  writeFileSync(list, `${head}\n6001,Marcus Reed,1994-03-08,Pod 1,\n6002,Luis Vega,08/10/1988,Pod 2,luis\n`);
  const refused = await setup({ ...opening, facility: 'Oak Jail', hours: '20:30-08:30', 'scheduler-email': 'admin@elm.example' });
  expect(refused.code).toBe(1);
  for (const said of ['line 3, birth_date', 'line 3, listed_emails', '--hours must be', '--scheduler-email is the admin’s'])
    expect(refused.stderr).toContain(said);
  expect(await server.db.selectFrom('facilities').select('id').where('name', '=', 'Oak Jail').execute()).toEqual([]);
  expect(await server.db.selectFrom('residents').select('id').where('booking_number', '=', '6001').execute()).toEqual([]);
});

test('a list whose number has the digits of somebody else who is there already is refused, and nobody of it is taken', async () => {
  writeFileSync(list, `${head}\n7001,Marcus Reed,1994-03-08,Pod 1,\n50-02,Ray Dunn,1990-01-01,Pod 1,\n`);
  const refused = await setup(opening);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('50-02 has the same digits as 5002');
  expect(await server.db.selectFrom('residents').select('id').where('booking_number', '=', '7001').execute()).toEqual([]);
});

test('a scheduler who lost the password gets a new one, and the admin keeps theirs', async () => {
  writeFileSync(list, `${head}\n5001,Marcus Reed,1994-03-08,Pod 1,\n`);
  const { stdout } = await setup(opening, '--new-password');
  expect(passwordOf(stdout, 'admin@elm.example')).toBe('');
  await staffWith('sam@elm.example', passwordOf(stdout, 'sam@elm.example'));
});

test('a later run makes the officer and the investigator, and gives somebody known a second role beside the password they have', async () => {
  const { 'scheduler-name': _name, 'scheduler-email': _email, ...rest } = opening;
  const first = await setup({ ...rest, 'officer-name': 'Jo Brandt', 'officer-email': 'jo@elm.example' });
  const jo = await staffWith('jo@elm.example', passwordOf(first.stdout, 'jo@elm.example'));
  expect((await jo.get('/api/staff/me')).json().roles).toEqual(['unit-officer']);
  expect((await jo.get('/api/staff/recordings')).statusCode).toBe(403);

  const second = await setup({ ...rest, 'investigator-name': 'Jo Brandt', 'investigator-email': 'jo@elm.example' });
  expect(second.stdout).toContain('Made: role investigator for jo@elm.example.');
  expect(second.stdout).not.toContain('only now');
  expect((await jo.get('/api/staff/me')).json().roles).toEqual(['unit-officer', 'investigator']);
  expect((await jo.get('/api/staff/recordings')).statusCode).toBe(200);

  const half = await setup({ ...opening, 'investigator-name': 'Kay Lund' });
  expect([half.code, half.stderr]).toEqual([1, expect.stringContaining('--investigator-email is missing beside --investigator-name')]);
}, 60_000);

test('a facility of another agency and staff who work elsewhere are refused by their flags, and nothing is changed', async () => {
  const everything = () =>
    Promise.all([
      server.db.selectFrom('agencies').select('name').orderBy('name').execute(),
      server.db.selectFrom('facilities').select('name').orderBy('name').execute(),
      server.db.selectFrom('staff').select(['email', 'facility_id', 'roles']).orderBy('email').execute(),
      server.composed.foundations.pool.query('select id, password from auth_staff_accounts order by id').then(({ rows }) => rows),
    ]);
  const before = await everything();
  const other = { ...flags, agency: 'Birch County', 'admin-email': 'admin@birch.example' };

  const sameName = await setup({ ...other, 'scheduler-name': 'Sam Ortega', 'scheduler-email': 'sam@elm.example' }, '--new-password');
  expect(sameName.code).toBe(1);
  for (const said of ['--facility "Pine County Jail" belongs to the agency "Pine County" already', '--agency "Pine County"'])
    expect(sameName.stderr).toContain(said);
  expect(sameName.stderr).toContain('--scheduler-email sam@elm.example belongs to staff of "Elm County Jail" already');

  const foreignAdmin = await setup({ ...other, facility: 'Birch County Jail', 'admin-email': 'pat@pine.example' }, '--new-password');
  expect(foreignAdmin.code).toBe(1);
  expect(foreignAdmin.stderr).toContain('--admin-email pat@pine.example belongs to staff of "Pine County Jail" already');
  expect(await everything()).toEqual(before);
}, 60_000);

test('what is missing or wrong is named by its flag, all at once, and nothing is made', async () => {
  const { population: _, ...rest } = flags;
  const refused = await setup({ ...rest, facility: 'Other Jail', state: 'Illinois', 'time-zone': 'Chicago' });
  expect(refused.code).toBe(1);
  for (const flag of ['--population', '--state', '--time-zone']) expect(refused.stderr).toContain(flag);
  expect(refused.stderr).not.toContain('--agency ');
  expect(await server.db.selectFrom('facilities').select('id').where('name', '=', 'Other Jail').execute()).toEqual([]);
});
