import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { connect } from '../src/adapters/postgres/database.ts';
import { startTestPostgres } from '../src/adapters/postgres/embedded/start-postgres.ts';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import { launchChromium } from '../test/support/browsers.ts';
import { type CallPlatform, type GivenDatabase, startCallPlatform } from '../test/support/call-platform.ts';
import { meetInBareTabs, metScript } from './bare-tabs.ts';
import type { BenchResult } from './run.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const PORT = Number(process.env.BENCH_PORT ?? 30650);
const GOAL = 2.5;

/**
 * From the click on Join to the first decoded remote frame with sound, the other side waiting in the room, gate and recorder included,
 * against two bare tabs that exchange their descriptions by hand; in turns, in one browser. Whoever clicks has stood at the door for some
 * seconds, as people do, so that their page is connected, and has sent nothing yet.
 */
export async function join(): Promise<BenchResult> {
  const postgres = await startTestPostgres();
  const platform = await startCallPlatform(PORT, {}, () => openDatabase(postgres.url));
  const browser = await launchChromium();
  try {
    const rounds: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
      const bare = await meetInBareTabs(context, platform.address);
      await context.close();
      const ours = await meetInCall(browser, platform);
      // The first round warms both.
      if (round > 0) rounds.push({ ours, bare });
    }
    return report(rounds);
  } finally {
    await browser.close();
    await platform.close();
    await postgres.stop();
  }
}

async function meetInCall(browser: Browser, platform: CallPlatform): Promise<number> {
  const visitId = await platform.openVisit({ startsInSeconds: 0, lengthSeconds: 300 });
  const marcus = await waitAtTheDoor(browser, platform, 'marcus', visitId);
  const ana = await waitAtTheDoor(browser, platform, 'ana', visitId);
  await marcus.getByRole('button', { name: 'Join', exact: true }).click();
  await marcus.getByText('Waiting for').waitFor();
  // He waits as people do: long enough that his camera is past its first second.
  await marcus.waitForTimeout(2000);
  await ana.evaluate(metScript);
  const milliseconds = await ana.evaluate<number>(`(async () => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Join');
    const began = performance.now();
    button.click();
    return (await untilMet(() => document.querySelector('.call-stage > video'))) - began;
  })()`);
  await ana.getByRole('button', { name: 'Leave' }).click();
  await ana
    .getByRole('button', { name: 'End the visit' })
    .or(ana.getByRole('button', { name: 'Leave', exact: true }))
    .first()
    .click();
  await Promise.all([ana.context().close(), marcus.context().close()]);
  return milliseconds;
}

async function waitAtTheDoor(browser: Browser, platform: CallPlatform, who: 'ana' | 'marcus', visitId: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addCookies([{ name: 'who', value: who, url: platform.address }]);
  const page = await context.newPage();
  await page.goto(platform.page({ side: who === 'ana' ? 'visitor' : 'station', visit: visitId }));
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
  return page;
}

async function openDatabase(urlOf: (database: string) => string): Promise<GivenDatabase> {
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  await admin.query('create database bench_join');
  await admin.end();
  const { db, pool } = connect(urlOf('bench_join'), { onConnectionLost: () => {} });
  await migrate(pool);
  await db.destroy();
  if (!pool.ended) await pool.end();
  return { url: urlOf('bench_join'), drop: async () => {} };
}

function report(rounds: readonly { readonly ours: number; readonly bare: number }[]): BenchResult {
  process.stdout.write('round   bare tabs ms   join ms   ratio\n');
  for (const [index, { ours, bare }] of rounds.entries())
    process.stdout.write(`${index + 1}\t${bare.toFixed(0)}\t${ours.toFixed(0)}\t${(ours / bare).toFixed(2)}\n`);
  const ratios = rounds.map(({ ours, bare }) => ours / bare).sort((one, other) => one - other);
  const ratio = Number((ratios[Math.floor(ratios.length / 2)] ?? Number.NaN).toFixed(2));
  return { bench: 'join', ratio, goal: GOAL, ok: ratio <= GOAL };
}
