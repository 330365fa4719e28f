import path from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { hashSealedFile } from '../../src/vault/verify-sealed-file.ts';
import type { JourneyWorld } from './journey-world.ts';

const sealedRow = z.object({
  id: z.string(),
  manifest: z.object({ files: z.array(z.object({ fileId: z.string(), identity: z.string(), path: z.string(), hash: z.string() })) }),
});

/** The recording of a visit, once its manifest is written. */
export async function sealedRecording(world: JourneyWorld, visitId: string): Promise<z.infer<typeof sealedRow>> {
  const row = async () => (await world.pool.query('select id, state, manifest from recordings where visit_id = $1', [visitId])).rows[0];
  await expect.poll(async () => (await row()).state, { timeout: 20_000 }).toBe('sealed');
  return sealedRow.parse(await row());
}

/** The hash of a recording's file as it lies on disk, reckoned without any key as a third party would; null when it is no sealed file. */
export async function hashOnDisk(world: JourneyWorld, pathInRecordings: string): Promise<string | null> {
  const hashed = await hashSealedFile(path.join(world.platform.dataFolder, 'recordings', pathInRecordings));
  return hashed?.hash ?? null;
}
