import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const planted: string[] = [];

afterEach(async () => {
  for (const file of planted.splice(0)) await rm(file, { force: true });
});

/** What the linter says about one forbidden import, planted in a room. */
async function lint(room: string, imported: string): Promise<string> {
  const file = path.join(root, room, `planted-${process.pid}.ts`);
  planted.push(file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `import * as forbidden from '${imported}';\nexport const used = forbidden;\n`);
  return new Promise((resolve) => {
    execFile(path.join(root, 'node_modules/.bin/oxlint'), [file], { cwd: root }, (_error, output) => resolve(output));
  });
}

test.each([
  ['src/core/money', 'zod', 'The core’s only package is Temporal'],
  ['src/core/money', 'node:fs', 'The core does no I/O'],
  ['src/core/visit', '../../ports/clock.ts', 'The core is pure'],
  ['src/usecases/visits', '../../adapters/postgres/database.ts', 'Use cases meet the outside through ports'],
  ['src/adapters/mail-smtp', '../../usecases/refusal.ts', 'Adapters implement ports'],
  ['src/contract', '../core/shared/interval.ts', 'only core files that never import Temporal'],
  ['src/media/engine', '../../core/shared/ids.ts', 'media knows rooms and participants'],
  ['src/vault', '../core/shared/ids.ts', 'vault and settings import nothing of ours'],
  ['src/sandbox', '../core/shared/ids.ts', 'The sandbox processor is a foreign server'],
  ['src/server/http', '../../media/engine/engine.ts', 'The server reaches the media processes over the wire'],
  ['web/staff', 'livekit-client', 'livekit-client lives in web/call'],
  ['web/resident', '../visitor/pages.ts', 'The three faces share'],
  ['web/ui', '../staff/signed-in.ts', 'What all faces share knows none of them'],
  ['web/visitor', '../../src/core/shared/ids.ts', 'The web knows the contract'],
])('from %s nobody may import %s', async (room, imported, why) => {
  expect((await lint(room, imported)).replaceAll("'", '’')).toContain(why);
});
