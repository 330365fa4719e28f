import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { fileHash } from './file-hash.ts';
import { recoverSealedFile } from './recover-sealed-file.ts';
import { headerBytes, RECORD_PREFIX_BYTES, TAG_BYTES } from './sealed-format.ts';
import { openSealedFile } from './sealed-reader.ts';
import { createSealedFile } from './sealed-writer.ts';
import { hashSealedFile, verifySealedFile } from './verify-sealed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'vault-'));
afterAll(() => rmSync(folder, { recursive: true }));
const recordingKey = randomBytes(32);
let files = 0;
const newPath = () => join(folder, `${files++}.sealed`);

/** A closed sealed file of these chunks; the byte ranges of header and records on disk come back with it. */
async function sealedFileOf(chunks: readonly Uint8Array[], head?: Uint8Array) {
  const path = newPath();
  const file = await createSealedFile(path, { fileId: 'file_1', recordingKey });
  const starts = [0, file.bytesOnDisk];
  for (const [index, chunk] of chunks.entries()) {
    await file.append(chunk, index * 1000);
    starts.push(file.bytesOnDisk);
  }
  if (head !== undefined) {
    await file.sealHead(head);
    starts.push(file.bytesOnDisk);
  }
  const summary = await file.close();
  starts.push(summary.bytes);
  return { path, starts, summary, plain: Buffer.concat(chunks) };
}

function copyOf(bytes: Buffer): string {
  const path = newPath();
  writeFileSync(path, bytes);
  return path;
}

const chunksOf = (count: number, size: number) => Array.from({ length: count }, () => randomBytes(size));

test('what was appended is what is read, and verifying it gives the hash the writer gave', async () => {
  const { path, plain, summary } = await sealedFileOf(chunksOf(4, 100));
  const file = await openSealedFile(path, recordingKey);
  expect(await file.read(0, file.size)).toEqual(plain);
  expect(file.closed).toBe(true);
  expect(await file.verify()).toEqual({ ok: true, hash: summary.hash, chunkCount: 5 });
  await file.close();
});

test('anybody can compute the file hash without the key', async () => {
  const { path, summary } = await sealedFileOf(chunksOf(3, 50));
  expect(await hashSealedFile(path)).toEqual({ hash: summary.hash, chunkHashes: summary.chunkHashes, bytes: summary.bytes });
  expect(fileHash(summary.chunkHashes)).toBe(summary.hash);
});

test('somebody who has only the description of the format computes the same hash', async () => {
  const { path, summary } = await sealedFileOf(chunksOf(3, 50), Buffer.from('head'));
  const bytes = readFileSync(path);
  const digest = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  let at = 8 + 32 + 2 + bytes.readUInt16BE(40) + 16;
  const digests = [digest(bytes.subarray(0, at))];
  while (at < bytes.length) {
    const end = at + 29 + bytes.readUInt32BE(at + 1) + 16;
    digests.push(digest(bytes.subarray(at, end)));
    at = end;
  }
  expect(digest(...digests).toString('hex')).toBe(summary.hash);
});

test('the plaintext is nowhere in the sealed file', async () => {
  const { path } = await sealedFileOf([Buffer.from('a sentence that must not be on the disk in clear')]);
  expect(readFileSync(path).includes('must not be on the disk')).toBe(false);
});

test('a re-issued head replaces the first bytes for readers and overwrites nothing on disk', async () => {
  const { path, starts } = await sealedFileOf([Buffer.from('....first'), Buffer.from('second')], Buffer.from('HEAD'));
  const file = await openSealedFile(path, recordingKey);
  expect((await file.read(0, 100)).toString()).toBe('HEADfirstsecond');
  expect((await file.read(2, 4)).toString()).toBe('ADfi');
  expect((await file.verify()).ok).toBe(true);
  await file.close();
  const beforeHead = copyOf(readFileSync(path).subarray(0, starts[3]));
  const early = await openSealedFile(beforeHead, recordingKey);
  expect((await early.read(0, 100)).toString()).toBe('....firstsecond');
  await early.close();
});

test('every range of the plaintext reads as that range', async () => {
  const { path, plain } = await sealedFileOf([randomBytes(1), randomBytes(999), randomBytes(0), randomBytes(300), randomBytes(64)]);
  const file = await openSealedFile(path, recordingKey);
  await fc.assert(
    fc.asyncProperty(fc.nat(1500), fc.nat(1500), async (offset, length) => {
      expect(await file.read(offset, length)).toEqual(plain.subarray(offset, offset + length));
    }),
  );
  await file.close();
});

test('every flipped bit is found, and located at the chunk it is in', async () => {
  const { path, starts } = await sealedFileOf(chunksOf(5, 40), Buffer.from('a new head'));
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << bit), at);
      const found = await verifySealedFile(copyOf(flipped), recordingKey);
      const piece = starts.findLastIndex((start) => start <= at);
      expect(found).toMatchObject({ ok: false, brokenChunk: piece - 1, brokenAtOffset: starts[piece] });
    }),
    { numRuns: 300 },
  );
});

test('a header whose file id would be empty, too long or no text is damaged, and nothing is thrown', async () => {
  const { path } = await sealedFileOf(chunksOf(2, 40));
  const whole = readFileSync(path);
  const lengthAt = headerBytes('') - TAG_BYTES - 2;
  for (const at of [lengthAt, lengthAt + 1, lengthAt + 2])
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << bit), at);
      expect(await verifySealedFile(copyOf(flipped), recordingKey)).toMatchObject({ ok: false, damage: 'header', brokenAtOffset: 0 });
    }
});

test('a flipped bit is shown as a moment: all before it is trusted, nothing after it', async () => {
  const { path, starts } = await sealedFileOf(chunksOf(5, 40));
  const bytes = readFileSync(path);
  const inFourth = (starts[4] ?? 0) + RECORD_PREFIX_BYTES + 3;
  bytes.writeUInt8((bytes[inFourth] ?? 0) ^ 1, inFourth);
  const broken = copyOf(bytes);
  expect(await verifySealedFile(broken, recordingKey)).toMatchObject({
    damage: 'changed',
    brokenChunk: 3,
    trustedPlainBytes: 120,
    trustedUntilMilliseconds: 2000,
  });
  const file = await openSealedFile(broken, recordingKey);
  await expect(file.read(130, 1)).rejects.toMatchObject({ failure: 'broken-chunk', brokenChunk: 3 });
  expect((await file.read(0, 120)).length).toBe(120);
  await file.close();
});

test('a chunk left out, doubled, moved or taken from another file is found', async () => {
  const { path, starts } = await sealedFileOf(chunksOf(4, 40));
  const other = readFileSync((await sealedFileOf(chunksOf(4, 40))).path);
  const bytes = readFileSync(path);
  const piece = (from: Buffer, index: number) => from.subarray(starts[index], starts[index + 1]);
  const order = (...indexes: number[]) => Buffer.concat(indexes.map((index) => piece(bytes, index)));
  expect(await verifySealedFile(copyOf(order(0, 1, 3, 4, 5)), recordingKey)).toMatchObject({ damage: 'changed', brokenChunk: 1 });
  expect(await verifySealedFile(copyOf(order(0, 1, 2, 2, 3, 4, 5)), recordingKey)).toMatchObject({ damage: 'changed', brokenChunk: 2 });
  expect(await verifySealedFile(copyOf(order(0, 1, 3, 2, 4, 5)), recordingKey)).toMatchObject({ damage: 'changed', brokenChunk: 1 });
  const foreign = Buffer.concat([order(0, 1), piece(other, 2), order(3, 4, 5)]);
  expect(await verifySealedFile(copyOf(foreign), recordingKey)).toMatchObject({ damage: 'changed', brokenChunk: 1 });
  const longer = Buffer.concat([bytes, Buffer.from('x')]);
  expect(await verifySealedFile(copyOf(longer), recordingKey)).toMatchObject({ damage: 'trailing', brokenChunk: 5 });
});

test('a file cut anywhere is found, also exactly between two chunks', async () => {
  const { path, starts } = await sealedFileOf(chunksOf(3, 30));
  const bytes = readFileSync(path);
  for (let length = 0; length < bytes.length; length++) {
    const found = await verifySealedFile(copyOf(bytes.subarray(0, length)), recordingKey);
    const whole = starts.findLastIndex((start) => start <= length);
    expect(found, `cut to ${length} bytes`).toMatchObject({ ok: false, damage: whole === 0 ? 'header' : 'cut', brokenChunk: whole - 1 });
  }
});

test('another recording key opens nothing', async () => {
  const { path } = await sealedFileOf(chunksOf(2, 30));
  await expect(openSealedFile(path, randomBytes(32))).rejects.toMatchObject({ failure: 'wrong-key-or-header' });
  expect(await verifySealedFile(path, randomBytes(32))).toMatchObject({ damage: 'header' });
});

test('an existing file is never overwritten', async () => {
  const { path } = await sealedFileOf(chunksOf(1, 10));
  await expect(createSealedFile(path, { fileId: 'file_1', recordingKey })).rejects.toThrow(/EEXIST/);
});

test('a crash at any byte loses only the chunk being written, and the file goes on and closes', async () => {
  const path = newPath();
  const chunks = chunksOf(3, 30);
  const starts: number[] = [];
  const file = await createSealedFile(path, { fileId: 'file_1', recordingKey });
  starts.push(file.bytesOnDisk);
  for (const chunk of chunks) {
    await file.append(chunk);
    starts.push(file.bytesOnDisk);
  }
  await file.abandon();
  const bytes = readFileSync(path);
  for (let length = 0; length <= bytes.length; length++) {
    const cut = copyOf(bytes.subarray(0, length));
    const kept = starts.findLastIndex((start) => start <= length);
    const recovery = await recoverSealedFile(cut, recordingKey);
    if (kept < 0) {
      expect(recovery).toEqual({ state: 'empty', lostBytes: length });
      continue;
    }
    expect(recovery, `crash at byte ${length}`).toMatchObject({
      state: 'recovered',
      keptChunks: kept,
      lostBytes: length - (starts[kept] ?? 0),
    });
    if (recovery.state !== 'recovered') continue;
    await recovery.file.append(Buffer.from('and on'));
    const { hash } = await recovery.file.close();
    expect(await verifySealedFile(cut, recordingKey)).toEqual({ ok: true, hash, chunkCount: kept + 2 });
    const reopened = await openSealedFile(cut, recordingKey);
    expect(await reopened.read(0, 200)).toEqual(Buffer.concat([...chunks.slice(0, kept), Buffer.from('and on')]));
    await reopened.close();
  }
});

test('a last chunk whose blocks never reached the disk is dropped by recovery', async () => {
  const path = newPath();
  const file = await createSealedFile(path, { fileId: 'file_1', recordingKey });
  await file.append(randomBytes(40));
  const whole = file.bytesOnDisk;
  await file.append(randomBytes(40));
  await file.abandon();
  const bytes = readFileSync(path).fill(0, whole + RECORD_PREFIX_BYTES + 20);
  expect(await recoverSealedFile(copyOf(bytes), recordingKey)).toMatchObject({ state: 'recovered', keptChunks: 1 });
});

test('recovery leaves a complete file, a foreign file and a damaged file as they are', async () => {
  const complete = await sealedFileOf(chunksOf(2, 30));
  expect(await recoverSealedFile(complete.path, recordingKey)).toEqual({ state: 'complete' });
  expect(await recoverSealedFile(complete.path, randomBytes(32))).toEqual({ state: 'unknown-key' });
  const long = await sealedFileOf(chunksOf(3, 700_000));
  const bytes = readFileSync(long.path);
  bytes.writeUInt8(0x40, (long.starts[1] ?? 0) + 1);
  const damaged = copyOf(bytes);
  expect(await recoverSealedFile(damaged, recordingKey)).toMatchObject({ state: 'damaged' });
  expect(readFileSync(damaged).equals(bytes)).toBe(true);
});
