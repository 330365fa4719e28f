import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RouteKey, routes } from '../../src/contract/routes.ts';
import { buildServer } from '../../src/server/http/app.ts';
import type { Composition } from '../../src/server/http/composition.ts';
import { bareComposition } from '../support/http-composition.ts';
import { freshDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let close: () => Promise<void>;
let document: { openapi: string; paths: Record<string, Record<string, unknown>>; components: { schemas: Record<string, unknown> } };

beforeAll(async () => {
  database = await freshDatabase();
  const never = () => Promise.reject(new Error('never called'));
  const handlers = Object.fromEntries(Object.keys(routes).map((key) => [key, never])) as Composition['handlers'];
  const bare = bareComposition(database.url, { handlers });
  const app = await buildServer(bare.composition);
  document = (await app.inject('/api/openapi.json')).json();
  close = async () => {
    await app.close();
    await bare.close();
  };
});
afterAll(async () => {
  await close();
  await database.drop();
});

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

test('it has every route of the table, with the problem that every route may answer', () => {
  for (const key of Object.keys(routes) as RouteKey[]) {
    const [method = '', url = ''] = key.split(' ');
    const operation = document.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(operation, key).toMatchObject({ summary: routes[key].summary });
    expect(JSON.stringify(operation), key).toContain('application/problem+json');
  }
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Problem', 'VisitorVisit', 'CallView']));
});
