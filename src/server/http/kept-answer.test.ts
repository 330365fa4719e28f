import { expect, test } from 'vitest';
import { keptAnswers } from './kept-answer.ts';

const kept = keptAnswers('a secret of this installation');

test('an answer comes out as it went in, and is not to be read in between', () => {
  const sealed = kept.seal({ pin: '204117' });
  expect(sealed).not.toContain('204117');
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('204117');
  expect(keptAnswers('a secret of this installation').open(sealed)).toEqual({ pin: '204117' });
});

test('another secret opens nothing, and neither does a changed answer', () => {
  const sealed = kept.seal({ pin: '204117' });
  expect(() => keptAnswers('another').open(sealed)).toThrow();
  const changed = Buffer.from(sealed, 'base64');
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
  expect(() => kept.open(changed.toString('base64'))).toThrow();
});

test('what was asked is told apart by a hash that nobody can make without the secret', () => {
  const wish = ['/api/visitor/sign-up', { email: 'ana@mail.example', password: 'seven blue herons' }];
  expect(kept.hashOf(wish)).toBe(kept.hashOf([...wish]));
  expect(kept.hashOf(wish)).not.toBe(kept.hashOf(['/api/visitor/sign-up', { email: 'ana@mail.example', password: 'other' }]));
  expect(kept.hashOf(wish)).not.toBe(keptAnswers('another').hashOf(wish));
});
