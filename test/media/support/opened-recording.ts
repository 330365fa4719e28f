import { join } from 'node:path';
import type { ManifestFile } from '../../../src/media/recorder/manifest.ts';
import { readClusters, type StoredFrame } from '../../../src/media/recorder/webm-reader.ts';
import { openSealedFile } from '../../../src/vault/sealed-reader.ts';
import type { Verification } from '../../../src/vault/verify-sealed-file.ts';

/** A sealed file of a finished recording, opened and checked. */
export interface OpenedRecording {
  verification: Verification;
  webm: Buffer;
  frames: StoredFrame[];
}

/** Opens one file of a manifest with the recording's key. */
export async function openRecording(folder: string, file: ManifestFile, recordingKey: Buffer): Promise<OpenedRecording> {
  const sealed = await openSealedFile(join(folder, file.path), recordingKey);
  const verification = await sealed.verify();
  const webm = await sealed.read(0, sealed.size);
  await sealed.close();
  return { verification, webm, frames: readClusters(webm).flatMap((cluster) => cluster.frames) };
}
