import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, TestBrowser, wholeServer } from '../../../test/support/fixtures-accounts.ts';
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
afterAll(() => server.close());

async function setup(
  given: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const args = Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value]);
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: server.composed.foundations.settings.database.url ?? '',
    OPENVISIT_DATA: '/tmp/openvisit-setup-test',
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

test('what is missing or wrong is named by its flag, all at once, and nothing is made', async () => {
  const { population: _, ...rest } = flags;
  const refused = await setup({ ...rest, facility: 'Other Jail', state: 'Illinois', 'time-zone': 'Chicago' });
  expect(refused.code).toBe(1);
  for (const flag of ['--population', '--state', '--time-zone']) expect(refused.stderr).toContain(flag);
  expect(refused.stderr).not.toContain('--agency ');
  expect(await server.db.selectFrom('facilities').select('id').where('name', '=', 'Other Jail').execute()).toEqual([]);
});
