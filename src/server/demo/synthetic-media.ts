import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, ManifestFile } from '../../media/recorder/manifest.ts';
import { decodeMediaLoop, type MediaLoop, writeSyntheticFile } from '../../media/recorder/synthetic.ts';
import { wrappedKeyId } from '../../vault/wrap-key.ts';

/** A drawn visitor and a drawn resident; no person was ever filmed. `tools/make-demo-media.ts` made the files. */
export type DemoFigure = 'visitor' | 'resident';

export interface SyntheticRecording {
  /** Folder of all recordings. */
  readonly root: string;
  readonly recordingId: string;
  readonly roomName: string;
  readonly recordingKey: Uint8Array;
  /** See wrapKey in the vault. */
  readonly wrappedKey: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly participants: readonly { readonly identity: string; readonly figure: DemoFigure }[];
}

/** Writes a recording as the recorder would have: one complete sealed file a participant. Returns its manifest. */
export async function writeSyntheticRecording(recording: SyntheticRecording): Promise<Manifest> {
  const { root, recordingId, roomName, wrappedKey, recordingKey, seconds } = recording;
  const files: ManifestFile[] = [];
  for (const [index, { identity, figure }] of recording.participants.entries()) {
    const fileId = `rf_${randomBytes(10).toString('hex')}`;
    const path = `${recordingId}/${fileId}.ovseal`;
    // People never join in the same instant.
    const startedAt = recording.startedAt + index * 740;
    files.push(await writeSyntheticFile(await readFigure(figure), { fileId, identity, root, path, recordingKey, startedAt, seconds }));
  }
  return { version: 1, recordingId, roomName, wrappedKey, keyId: wrappedKeyId(wrappedKey), files };
}

/** Flips one bit in the middle of a sealed file, so that the demo can show what a damaged recording looks like. */
export async function flipOneBit(root: string, file: ManifestFile): Promise<void> {
  const handle = await open(join(root, file.path), 'r+');
  try {
    const byte = Buffer.alloc(1);
    const at = Math.floor(file.bytes * 0.6);
    await handle.read(byte, 0, 1, at);
    byte.writeUInt8(byte.readUInt8(0) ^ 1);
    await handle.write(byte, 0, 1, at);
  } finally {
    await handle.close();
  }
}

const figures = new Map<DemoFigure, Promise<MediaLoop>>();

function readFigure(figure: DemoFigure): Promise<MediaLoop> {
  const known = figures.get(figure);
  if (known !== undefined) return known;
  const loop = readFile(new URL(`media/${figure}.bin`, import.meta.url)).then(decodeMediaLoop);
  figures.set(figure, loop);
  return loop;
}
