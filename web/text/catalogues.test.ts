import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { auditActs } from '../../src/core/access/audit-acts.ts';
import { refusalCodes } from '../../src/core/shared/refusal-codes.ts';
import { cancellationReasons, denialReasons, expiryReasons, revisionReasons } from '../../src/core/visit/reasons.ts';

const areas = ['ui', 'visitor', 'call', 'staff', 'station'] as const;

function read(area: string, language: 'en' | 'es'): Record<string, string> {
  return JSON.parse(fs.readFileSync(new URL(`./${area}.${language}.json`, import.meta.url), 'utf8'));
}
const holes = (sentence = ''): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe.each(areas)('the words of %s', (area) => {
  const [en, es] = [read(area, 'en'), read(area, 'es')];

  test('are complete in both languages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    for (const [key, sentence] of [...Object.entries(en), ...Object.entries(es)]) expect(sentence.trim(), key).not.toBe('');
  });

  test('have the same places to fill in', () => {
    for (const key of Object.keys(en)) expect([key, [...new Set(holes(es[key]))]]).toEqual([key, [...new Set(holes(en[key]))]]);
  });

  test('have a sentence for many wherever they have one for one', () => {
    for (const key of Object.keys(en)) {
      if (key.endsWith('.one')) expect(en).toHaveProperty([key.replace(/one$/, 'other')]);
    }
  });
});

test('no key stands in two areas', () => {
  const keys = areas.flatMap((area) => Object.keys(read(area, 'en')));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every act of the audit log has words', () => {
  const sentences = read('staff', 'en');
  expect(auditActs.filter((act) => !sentences[`staff.act.${act}`])).toEqual([]);
});

test('every refusal has a sentence', () => {
  const sentences = read('ui', 'en');
  expect(refusalCodes.filter((code) => !sentences[`problem.${code}`])).toEqual([]);
});

test('every reason of a denial, an offer of another time, a cancellation and an expiry has a sentence', () => {
  const sentences = read('ui', 'en');
  const reasons = [...denialReasons, ...revisionReasons, ...cancellationReasons, ...expiryReasons];
  expect(reasons.filter((reason) => !sentences[`reason.${reason}`])).toEqual([]);
});
