import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { postgresRecordingReader } from '../../adapters/postgres/recordings/recording-reader.ts';
import { diskRecordingFiles } from '../../adapters/recordings-disk/recording-files.ts';
import type { RecordingId } from '../../core/shared/ids.ts';
import { newId } from '../../server/demo/builders/new-id.ts';
import { createSealedFile } from '../../vault/sealed-writer.ts';
import { openWaitingRoom } from '../calls/open-waiting-room.ts';
import { listRecordings } from './list-recordings.ts';
import { lookAtRecording } from './look-at-recording.ts';
import { playRecordingFile } from './play-recording-file.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

let world: CallWorld;
let folder: string;
let deps: RecordingDependencies;
let id: RecordingId;

beforeEach(async () => {
  world = await buildCallWorld();
  folder = await mkdtemp(path.join(tmpdir(), 'openvisit-recordings-'));
  deps = { ...world.deps, reader: postgresRecordingReader(world.db), files: diskRecordingFiles(folder) };
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  id = await world.recordingId();
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** A sealed file of four chunks of 1000 bytes, one a second, in the recording's manifest. */
async function seal(): Promise<string> {
  const { wrapped_key: wrapped } = await world.db.selectFrom('recordings').select('wrapped_key').executeTakeFirstOrThrow();
  const recordingKey = Buffer.from(deps.keys.open(wrapped, id), 'base64');
  const file = path.join(folder, 'rf_1.ovseal');
  const sealed = await createSealedFile(file, { fileId: 'rf_1', recordingKey, durable: false });
  for (let second = 0; second < 4; second++) await sealed.append(Buffer.alloc(1000, second), second * 1000);
  const { hash, bytes, chunkCount } = await sealed.close();
  const about = { fileId: 'rf_1', identity: world.ana.visitorId, path: 'rf_1.ovseal', startedAt: '2026-11-21T16:00:00.000Z' };
  const manifest = {
    recordingId: id,
    files: [{ ...about, durationMilliseconds: 4000, bytes, chunkCount, hash, endedHow: 'ended' as const }],
  };
  await world.work.run(({ recordings }) => recordings.seal(id, manifest, world.deps.clock.now()));
  return file;
}

async function flipByte(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await handle.write(byte, 0, 1, at);
  await handle.close();
}

test('a look needs a purpose, is on the log before anything is shown, and finds every chunk as it was sealed', async () => {
  await seal();
  await expect(lookAtRecording(deps, world.investigator, id, '  x ')).rejects.toMatchObject({ code: 'purpose-needed' });
  const seen = await lookAtRecording(deps, world.investigator, id, 'case 26-117');
  expect(seen.files).toMatchObject([{ side: 'visitor', integrity: { intact: true } }]);
  expect(seen.looks).toMatchObject([{ by: 'Ines Gator', purpose: 'case 26-117' }]);
  const audit = await world.db.selectFrom('audit_log').selectAll().where('act', '=', 'recording-looked-at').execute();
  expect(audit).toMatchObject([{ subject_id: id, reason: 'case 26-117', actor_id: world.investigator.staffId }]);
});

test('a flipped byte is found with its second, and the file plays up to it', async () => {
  const file = await seal();
  await flipByte(file, 2600);
  const seen = await lookAtRecording(deps, world.investigator, id, 'case 26-117');
  expect(seen.files[0]?.integrity).toEqual({ intact: false, brokenAtSecond: 1, reason: 'changed' });
  const playable = await playRecordingFile(deps, world.investigator, id, 'rf_1');
  expect(playable.size).toBe(2000);
  expect(await playable.read(1990, 100)).toEqual(Buffer.alloc(10, 1));
  await playable.close();
});

test('a missing file is said to be missing, and playing it is refused', async () => {
  await rm(await seal());
  const seen = await lookAtRecording(deps, world.investigator, id, 'case 26-117');
  expect(seen.files[0]?.integrity).toEqual({ intact: false, brokenAtSecond: null, reason: 'missing' });
  await expect(playRecordingFile(deps, world.investigator, id, 'rf_1')).rejects.toMatchObject({ code: 'recording-broken' });
});

test('playing needs a purpose stated by the same person within the hour', async () => {
  await seal();
  await expect(playRecordingFile(deps, world.investigator, id, 'rf_1')).rejects.toMatchObject({ code: 'purpose-needed' });
  await lookAtRecording(deps, world.investigator, id, 'case 26-117');
  await (await playRecordingFile(deps, world.investigator, id, 'rf_1')).close();
  world.at(3600);
  await expect(playRecordingFile(deps, world.investigator, id, 'rf_1')).rejects.toMatchObject({ code: 'purpose-needed' });
});

test('a recording that still runs is not ready; one of another facility is not found; a scheduler may not look', async () => {
  await expect(lookAtRecording(deps, world.investigator, id, 'case 26-117')).rejects.toMatchObject({ code: 'recording-not-ready' });
  const elsewhere = { ...world.investigator, facilityId: newId('fac') };
  await expect(lookAtRecording(deps, elsewhere, id, 'case 26-117')).rejects.toMatchObject({ code: 'not-found' });
  expect(await listRecordings(deps, elsewhere, { search: null, before: null })).toEqual({ recordings: [], more: false });
  const scheduler = { ...world.investigator, roles: ['scheduler'] as const };
  await expect(lookAtRecording(deps, scheduler, id, 'case 26-117')).rejects.toMatchObject({ code: 'not-allowed' });
});

test('recordings are found by name or number, and signs of the search language are only letters', async () => {
  const search = async (text: string) => (await listRecordings(deps, world.investigator, { search: text, before: null })).recordings.length;
  expect([await search('marcus'), await search('ANA'), await search(id), await search('%'), await search('_')]).toEqual([1, 1, 1, 0, 0]);
});

test('the list goes on page by page until the oldest, and loses none of those that began in one instant', async () => {
  const { rows } = await sql<{ id: string }>`
     with copies as (
       insert into visits select (jsonb_populate_record(v, jsonb_build_object('id', v.id || n))).* from visits v, generate_series(1, 119) n returning id)
     insert into recordings
       select (jsonb_populate_record(r, jsonb_build_object('id', r.id || c.id, 'visit_id', c.id,
         'started_at', r.started_at - (length(c.id) % 2) * interval '1 microsecond'))).*
       from recordings r, copies c returning id`.execute(world.db);
  const pages: (readonly string[])[] = [];
  for (let [before, more]: [RecordingId | null, boolean] = [null, true]; more; ) {
    const page = await listRecordings(deps, world.investigator, { search: null, before });
    pages.push(page.recordings.map((one) => one.id));
    before = page.recordings.at(-1)?.id ?? null;
    more = page.more;
  }
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(pages.flat().toSorted()).toEqual([id, ...rows.map((row) => row.id)].toSorted());
});
