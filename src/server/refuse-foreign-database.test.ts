import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testSettings } from '../../test/support/fixtures-accounts.ts';
import { freshDatabase } from '../../test/support/test-database.ts';
import { connect } from '../adapters/postgres/database.ts';
import { compose } from './compose.ts';
import { buildAgency } from './demo/builders/build-agency.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const dead = { ENGINE_PORT: '9', RECORDER_PORT: '9', SANDBOX_PORT: '9', MEDIA_PUBLIC_IP: '203.0.113.9' };
const forProduction = {
  OPENVISIT_MODE: 'production',
  PUBLIC_URL: 'https://visits.pine.example',
  SMTP_URL: 'smtps://mail.pine.example',
  MAIL_FROM: 'visits@pine.example',
  PAYMENTS: 'none',
};

/** Starts the app once on the database. */
async function start(over: Readonly<Record<string, string>> = {}): Promise<void> {
  const composed = compose(testSettings({ DATABASE_URL: database.url, ...dead, ...over }), pino({ level: 'silent' }), { demoData: false });
  try {
    await composed.start();
  } finally {
    await composed.close();
  }
}

test('production starts on no database that holds a demonstration; a demonstration starts on an empty database and on its own, and on no database with an agency of somebody else', async () => {
  await start();
  const { db } = connect(database.url, { most: 1, onConnectionLost: () => {} });
  try {
    await buildAgency(db);
    await start();
    await db.insertInto('agencies').values({ id: 'agy_0000000000000001', name: 'Pine County' }).execute();
    const refused = start();
    await expect(refused).rejects.toThrow(/OPENVISIT_MODE.*DATABASE_URL/);
    await expect(refused).rejects.not.toThrow(/Pine/);
    await expect(start(forProduction)).rejects.toThrow(/OPENVISIT_MODE.*DATABASE_URL/);
  } finally {
    await db.destroy();
  }
});
