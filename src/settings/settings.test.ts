import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { demoSecrets } from './demo-secrets.ts';
import { SettingsError } from './read-groups.ts';
import { loadSettings, readSettings, readSettingsOf } from './settings.ts';
import { settingsPage, settingsPagePath } from './settings-page.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const productionSettings = {
  OPENVISIT_MODE: 'production',
  PUBLIC_URL: 'https://visits.example.gov',
  DATABASE_URL: 'postgresql://openvisit:pass@db/openvisit',
  LIVEKIT_API_KEY: 'county',
  LIVEKIT_API_SECRET: 'a'.repeat(32),
  RECORDER_TOKEN: 'b'.repeat(32),
  VAULT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  SESSION_SECRET: 'c'.repeat(32),
  SMTP_URL: 'smtps://mail.example.gov',
  MAIL_FROM: 'visits@example.gov',
};

function complaint(env: Record<string, string>): SettingsError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

test('a demo starts with nothing set but a folder', () => {
  const settings = loadSettings({ OPENVISIT_DATA: folder });
  expect(settings.general.mode).toBe('demo');
  expect(settings.web.publicUrl).toBe('http://localhost:3000');
  expect(settings.payments.processor).toBe('sandbox');
  expect(settings.secrets.vaultMasterKey).toHaveLength(32);
});

test('media of a demo are not on loopback alone, which Firefox never uses', () => {
  const { media } = loadSettings({ OPENVISIT_DATA: folder });
  expect(media.bindAddress).toBe('0.0.0.0');
});

test('defaults follow the ports they are made of', () => {
  const settings = loadSettings({ OPENVISIT_DATA: folder, PORT: '3100', ENGINE_PORT: '3101' });
  expect(settings.web.publicUrl).toBe('http://localhost:3100');
  expect(settings.media.livekitUrl).toBe('http://127.0.0.1:3101');
  expect(settings.recorder.webhookUrl).toBe('http://127.0.0.1:3100/api/webhooks/recorder');
});

test('production without anything lists everything that is missing at once, and what to do about each', () => {
  const { problems, message } = complaint({ OPENVISIT_MODE: 'production' });
  const missing = [
    'PUBLIC_URL',
    'DATABASE_URL',
    'LIVEKIT_API_KEY',
    'LIVEKIT_API_SECRET',
    'RECORDER_TOKEN',
    'VAULT_MASTER_KEY',
    'SESSION_SECRET',
    'SMTP_URL',
    'MAIL_FROM',
  ];
  expect(problems.map((problem) => problem.variable).sort()).toEqual(missing.sort());
  expect(message).toContain('openssl rand -base64 32');
});

test('production with everything set starts, without card payments', () => {
  const settings = readSettings(productionSettings);
  expect(settings.payments).toMatchObject({ processor: 'none', apiKey: null });
});

test('production refuses the sandbox processor', () => {
  const keys = { PAYMENTS: 'sandbox', PAYMENTS_API_KEY: 'd'.repeat(32), PAYMENTS_WEBHOOK_SECRET: 'e'.repeat(32) };
  expect(complaint({ ...productionSettings, ...keys }).message).toContain('PAYMENTS is sandbox, which is refused in production');
});

test('production refuses a public address without https', () => {
  expect(complaint({ ...productionSettings, PUBLIC_URL: 'http://visits.example.gov' }).problems).toMatchObject([
    { variable: 'PUBLIC_URL' },
  ]);
});

test.for([
  ['http://recorder.jail.internal:3002', 'refused'],
  ['http://10.0.0.7:3002', 'refused'],
  ['http://127.0.0.1.example.gov', 'refused'],
  ['http://[::ffff:10.0.0.7]:3002', 'refused'],
  ['https://recorder.jail.internal', 'taken'],
  ['http://127.0.0.1:3002', 'taken'],
  ['http://localhost:3002', 'taken'],
  ['http://[::1]:3002', 'taken'],
] as const)('production does not send recording keys to another host in the clear: %s is %s', ([url, outcome]) => {
  const env = { ...productionSettings, RECORDER_URL: url };
  if (outcome === 'taken') expect(readSettings(env).recorder.url).toBe(url);
  else expect(complaint(env).problems).toMatchObject([{ variable: 'RECORDER_URL', says: expect.stringContaining('https://') }]);
});

test('a demo may reach its recorder by plain http wherever it is', () => {
  const settings = loadSettings({ OPENVISIT_DATA: folder, RECORDER_URL: 'http://recorder:3002' });
  expect(settings.recorder.url).toBe('http://recorder:3002');
});

test('production never takes the secrets of a demo lying in its folder', () => {
  demoSecrets(folder);
  expect(() => loadSettings({ OPENVISIT_MODE: 'production', OPENVISIT_DATA: folder })).toThrow(/SESSION_SECRET is missing/);
});

test('a wrong port is complained of once, not for every default made of it', () => {
  const { problems } = complaint({ ...demoSecrets(folder), PORT: '70000' });
  expect(problems).toEqual([
    { variable: 'PORT', says: 'is "70000", but must be a whole number from 1 to 65535.', how: 'Choose a free port.' },
  ]);
});

test('a mode that does not exist is refused, not taken for demo', () => {
  expect(complaint({ ...demoSecrets(folder), OPENVISIT_MODE: 'prod' }).problems).toMatchObject([{ variable: 'OPENVISIT_MODE' }]);
});

test('the value of a wrong secret is never printed', () => {
  const { message } = complaint({ ...demoSecrets(folder), SESSION_SECRET: 'hush-hush' });
  expect(message).toContain('SESSION_SECRET is set, but must have at least 32 characters');
  expect(message).not.toContain('hush-hush');
});

test('a process that asks for its own groups needs no secrets of others', () => {
  const settings = readSettingsOf({ RECORDER_TOKEN: 'f'.repeat(32), PORT: '3200' }, ['recorder']);
  expect(settings.recorder.webhookUrl).toBe('http://127.0.0.1:3200/api/webhooks/recorder');
  expect(settings).not.toHaveProperty('secrets');
});

test('an empty variable counts as not set', () => {
  expect(loadSettings({ OPENVISIT_DATA: folder, PORT: '', SESSION_SECRET: '' }).web.port).toBe(3000);
});

test('the settings page is what the table says; write it anew with `node src/settings/settings-page.ts`', () => {
  expect(fs.readFileSync(settingsPagePath, 'utf8')).toBe(settingsPage());
});

test('demo secrets stay the same from start to start and only their owner may read them', () => {
  const first = demoSecrets(folder);
  expect(demoSecrets(folder)).toEqual(first);
  expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('a secret that an older demo does not have is added without changing the others', () => {
  const { SESSION_SECRET: _removed, ...older } = demoSecrets(folder);
  fs.writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(older));
  expect(demoSecrets(folder)).toMatchObject({ ...older, SESSION_SECRET: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('broken demo secrets are not replaced silently, for old recordings would never open again', () => {
  fs.writeFileSync(path.join(folder, 'secrets.json'), '{');
  expect(() => demoSecrets(folder)).toThrow(/secrets\.json cannot be read/);
});

test('a child process is given the secrets of its own groups only', () => {
  const env: Record<string, string> = { ...demoSecrets(folder), PORT: '3000', PATH: '/bin', DATABASE_URL: 'postgresql://db' };
  const given = childEnvironment(env, ['media', 'recorder']);
  expect(given).toMatchObject({
    PORT: '3000',
    PATH: '/bin',
    RECORDER_TOKEN: env.RECORDER_TOKEN,
    LIVEKIT_API_SECRET: env.LIVEKIT_API_SECRET,
  });
  expect(Object.keys(given)).not.toEqual(expect.arrayContaining(['VAULT_MASTER_KEY']));
  expect(Object.keys(given)).not.toEqual(expect.arrayContaining(['DATABASE_URL']));
});
