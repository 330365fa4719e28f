import { betterAuthStaff } from '../../adapters/auth-better-auth/staff-authenticator.ts';
import { checkDatabase } from '../../adapters/postgres/await-database.ts';
import { connect } from '../../adapters/postgres/database.ts';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { randomIds } from '../../adapters/random-ids/random-ids.ts';
import { systemClock } from '../../adapters/system-clock/system-clock.ts';
import { readSettingsOf, withDemoSecrets } from '../../settings/settings.ts';
import { askForPlan } from './ask.ts';
import { nextSteps } from './next-steps.ts';
import { setUpFacility } from './set-up-facility.ts';

/** `npm run setup`: a real first agency, facility and admin from flags or questions, so that production is no empty shell. */
async function main(): Promise<void> {
  const settings = readSettingsOf(withDemoSecrets(process.env), ['web', 'database', 'secrets']);
  const { url } = settings.database;
  if (url === null) throw new Error('DATABASE_URL is missing. Set it to the PostgreSQL that the platform uses.');
  const { plan, newPassword } = await askForPlan(process.argv.slice(2), { interactive: process.stdin.isTTY === true });
  await checkDatabase(url);
  const { db, pool } = connect(url, { most: 4, onConnectionLost: () => {} });
  try {
    await migrate(pool);
    const staffSignIn = betterAuthStaff({ pool, secret: settings.secrets.sessionSecret, publicUrl: settings.web.publicUrl });
    const outcome = await setUpFacility({ db, clock: systemClock, ids: randomIds(systemClock), staffSignIn }, plan, { newPassword });
    say(outcome.made.length > 0 ? `Made: ${outcome.made.join('; ')}.` : 'Everything was there already; nothing was changed.');
    for (const line of nextSteps(outcome, settings.web.publicUrl)) say(line);
  } finally {
    await db.destroy();
    if (!pool.ended) await pool.end();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
