import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { childrenOf } from '../support/child-processes.ts';
import { expectMediaFlows, waitForCall } from '../support/journey-call.ts';
import { signInStaff } from '../support/journey-people.ts';
import { hashOnDisk, sealedRecording } from '../support/journey-recording.ts';
import { bookVisit, endedOnTime, joinBoth } from '../support/journey-visit.ts';
import { type JourneyWorld, makeHasty, openJourneyWorld, placeOf } from '../support/journey-world.ts';

const summary = z.object({
  deliveredSeconds: z.int(),
  timeline: z.array(z.object({ kind: z.enum(['together', 'gap']), cause: z.string().nullable() })),
});

const look = z.object({
  files: z.array(z.object({ mediaUrl: z.string(), hash: z.string(), integrity: z.object({ intact: z.boolean() }).strict() })),
});

let world: JourneyWorld;
let visitor: Page;
let station: Page;
let visitId: string;

beforeAll(async () => {
  world = await openJourneyWorld();
});
afterAll(() => world?.close());

/** Kills a process of the platform as a crash would; the supervisor finds out by itself. */
function kill(script: string): void {
  const found = childrenOf(world.platform.pid).filter(({ command }) => command.includes(script));
  expect(found).toHaveLength(1);
  for (const { pid } of found) process.kill(pid, 'SIGKILL');
}

async function eventsOf(type: string): Promise<{ cause: string | null }[]> {
  const { rows } = await world.pool.query(
    "select data->>'cause' as cause from call_events where visit_id = $1 and type = $2 order by sequence",
    [visitId, type],
  );
  return rows;
}

async function expectGapOfThePlatform(count: number): Promise<void> {
  await expect.poll(async () => (await eventsOf('interrupted')).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  await waitForCall(world, visitId, 'live');
  await expectMediaFlows(visitor, station);
  expect((await eventsOf('interrupted')).filter(({ cause }) => cause !== 'platform')).toEqual([]);
}

test('two people are in a recorded call', async () => {
  const place = await placeOf(world, 'cedar-county-jail');
  await makeHasty(world, place);
  visitor = await world.open('phone');
  station = await world.open('wall');
  visitId = await bookVisit(world, visitor, { place, email: 'helen@example.org', startsInSeconds: 20, length: '1 minute' });
  await joinBoth(world, visitId, visitor, station);
  await waitForCall(world, visitId, 'live', 60_000);
  await expectMediaFlows(visitor, station);
});

test('the recorder dies in the middle of a visit: the gate shuts, a new recorder goes on, the call comes back by itself', async () => {
  kill('src/media/recorder/main.ts');
  await expectGapOfThePlatform(1);
  await world.shoot(visitor, '70-after-recorder');
});

test('the media engine dies: both come back by themselves', async () => {
  kill('src/media/engine/main.ts');
  await expectGapOfThePlatform(2);
  await world.shoot(visitor, '71-after-engine');
});

test('the app dies: picture and sound go on, and the clock is right again when it is back', async () => {
  kill('src/server/main.ts');
  await expectMediaFlows(visitor, station);
  await expect
    .poll(
      () =>
        fetch(`${world.address}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  await waitForCall(world, visitId, 'live');
});

test('the visit still ends at its time, and the gaps were ours and are not paid', async () => {
  await Promise.all([visitor, station].map((page) => page.getByText('The time was up.').waitFor({ timeout: 120_000 })));
  expect(await endedOnTime(world, visitId)).toBe(true);
  const { timeline, deliveredSeconds } = summary.parse(await (await visitor.request.get(`/api/visitor/visits/${visitId}/summary`)).json());
  const gaps = timeline.filter(({ kind }) => kind === 'gap');
  expect(gaps.length).toBeGreaterThanOrEqual(2);
  expect(gaps.every(({ cause }) => cause === 'platform')).toBe(true);
  expect(deliveredSeconds).toBeLessThan(60);
});

test('what was recorded before and after stands in one sealed manifest, and every file has the hash it gives', async () => {
  const { id, manifest } = await sealedRecording(world, visitId);
  expect(manifest.files.length).toBeGreaterThanOrEqual(6);
  for (const file of manifest.files) expect(await hashOnDisk(world, file.path), file.path).toBe(file.hash);

  const ivan = await world.open('desk');
  await signInStaff(world, ivan, 'investigator@cedar.example');
  const address = `/api/staff/recordings/${id}`;
  const early = await ivan.request.get(`${address}/files/${manifest.files[0]?.fileId}`);
  expect([early.status(), await early.text()]).toEqual([422, expect.stringContaining('purpose-needed')]);
  const looked = await ivan.request.post(`${address}/look`, { headers: { 'x-openvisit': '1' }, data: { purpose: 'case 26-117' } });
  const { files } = look.parse(await looked.json());
  expect(files.map(({ hash, integrity }) => ({ hash, integrity }))).toEqual(
    manifest.files.map(({ hash }) => ({ hash, integrity: { intact: true } })),
  );
  for (const { mediaUrl } of files) {
    const beginning = await ivan.request.get(mediaUrl, { headers: { range: 'bytes=0-3' } });
    expect([beginning.status(), (await beginning.body()).toString('hex')]).toEqual([206, '1a45dfa3']);
  }
});
