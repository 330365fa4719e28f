import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { visitLifePage, visitLifePath } from './print-transitions.ts';

test('docs/visit-life.md shows the transitions the code obeys (else: node tools/print-transitions.ts)', () => {
  expect(readFileSync(visitLifePath, 'utf8')).toBe(visitLifePage());
});
