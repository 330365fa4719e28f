import { expect, test } from 'vitest';
import { fill } from './fill.ts';

test('each place is filled, as often as it is there, and one without a value stays', () => {
  expect(fill('{who} and {who}: {count} of {most}', { who: 'Ana', count: 0 })).toBe('Ana and Ana: 0 of {most}');
});

test('a sentence ends with one full stop, also where its last word has one', () => {
  expect(fill('La visita termina a las {time}.', { time: '10:06 p.m.' })).toBe('La visita termina a las 10:06 p.m.');
  expect(fill('Waiting for {name}. You will see each other.', { name: 'Marcus Reed Jr.' })).toBe(
    'Waiting for Marcus Reed Jr. You will see each other.',
  );
  expect(fill('The visit ends at {time}.', { time: '10:06 PM' })).toBe('The visit ends at 10:06 PM.');
});
