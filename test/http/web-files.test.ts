import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '../../src/server/http/app.ts';
import { bareComposition } from '../support/http-composition.ts';
import { freshDatabase, type TestDatabase } from '../support/test-database.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'openvisit-web-'));
let database: TestDatabase;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'));
  for (const page of ['index', 'staff', 'station']) writeFileSync(path.join(folder, `${page}.html`), `<title>${page}</title>`);
  writeFileSync(path.join(folder, 'assets', 'app-1a2b3c.js'), 'let app;');
  database = await freshDatabase();
  const bare = bareComposition(database.url, { webFolder: folder });
  close = bare.close;
  app = await buildServer(bare.composition);
});
afterAll(async () => {
  await app.close();
  await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test.each([
  ['/', 'index'],
  ['/visits/vst_1', 'index'],
  ['/staffing', 'index'],
  ['/staff', 'staff'],
  ['/staff/queue?x=1', 'staff'],
  ['/station', 'station'],
  ['/station/anything', 'station'],
])('%s is a page of the app %s, asked for again each time', async (url, page) => {
  const answer = await app.inject(url);
  expect([answer.statusCode, answer.body]).toEqual([200, `<title>${page}</title>`]);
  expect(answer.headers['cache-control']).toBe('no-cache');
});

test('built files are kept for ever, missing ones are missing', async () => {
  const kept = await app.inject('/assets/app-1a2b3c.js');
  expect(kept.headers['cache-control']).toContain('immutable');
  expect((await app.inject('/assets/app-gone.js')).statusCode).toBe(404);
});

test.each(['/api/x', '/api', '/dev/x', '/../package.json', '/%2e%2e/package.json'])('%s is never a page', async (url) => {
  const answer = await app.inject(url);
  expect(answer.body).not.toContain('openvisit"');
  if (url.startsWith('/api') || url.startsWith('/dev')) expect(answer.json().code).toBe('not-found');
});
