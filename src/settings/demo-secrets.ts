import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const makers: Record<string, () => string> = {
  VAULT_MASTER_KEY: () => randomBytes(32).toString('base64'),
  SESSION_SECRET: () => randomBytes(32).toString('hex'),
  LIVEKIT_API_KEY: () => `demo${randomBytes(6).toString('hex')}`,
  LIVEKIT_API_SECRET: () => randomBytes(32).toString('hex'),
  RECORDER_TOKEN: () => randomBytes(32).toString('hex'),
  PAYMENTS_API_KEY: () => `sandbox_${randomBytes(24).toString('hex')}`,
  PAYMENTS_WEBHOOK_SECRET: () => randomBytes(32).toString('hex'),
};

const file = z.record(z.string(), z.string());

/**
 * The demo's own secrets by variable name, made once and kept in `secrets.json`, readable by its owner only, so that
 * recordings of yesterday's demo still open today. A secret that a newer version needs is added to an older file.
 * @throws when the file is there but broken: a new master key would make the recordings unreadable without a word
 */
export function demoSecrets(dataFolder: string): Record<string, string> {
  fs.mkdirSync(dataFolder, { recursive: true });
  const target = path.join(dataFolder, 'secrets.json');
  const known = readSecrets(target);
  const missing = Object.keys(makers).filter((name) => known?.[name] === undefined);
  if (known && missing.length === 0) return known;
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, makers[name]?.() ?? ''])) };
  return known ? replaceSecrets(target, secrets) : makeSecrets(target, secrets);
}

function readSecrets(target: string): Record<string, string> | null {
  if (!fs.existsSync(target)) return null;
  try {
    return file.parse(JSON.parse(fs.readFileSync(target, 'utf8')));
  } catch (cause) {
    throw new Error(`${target} cannot be read. Put it back from a copy, or delete it if the demo's recordings may be lost.`, { cause });
  }
}

/** Link instead of rename: when two processes make the file at once, the second takes the first one's secrets. */
function makeSecrets(target: string, secrets: Record<string, string>): Record<string, string> {
  const draft = writeDraft(target, secrets);
  try {
    fs.linkSync(draft, target);
    return secrets;
  } catch {
    return readSecrets(target) ?? secrets;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function replaceSecrets(target: string, secrets: Record<string, string>): Record<string, string> {
  fs.renameSync(writeDraft(target, secrets), target);
  return secrets;
}

function writeDraft(target: string, secrets: Record<string, string>): string {
  const draft = `${target}.${process.pid}.${randomBytes(4).toString('hex')}`;
  fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return draft;
}
