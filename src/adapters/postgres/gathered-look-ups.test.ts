import { expect, test } from 'vitest';
import { gatheredLookUps } from './gathered-look-ups.ts';

/** Looks that end when they are told to. */
function heldLooks(patienceMs?: number) {
  const asked: (readonly string[])[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const lookUp = gatheredLookUps<string, string>((keys) => {
    asked.push(keys);
    return new Promise((resolve, reject) => {
      ends.push((failure) => (failure ? reject(failure) : resolve(keys.map((key) => key.toUpperCase()))));
    });
  }, patienceMs);
  return { lookUp, asked, end: async (failure?: Error) => ends.shift()?.(failure) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who comes in the same moment is looked up together, and everybody gets their own answer', async () => {
  const { lookUp, asked, end } = heldLooks();
  const found = Promise.all([lookUp('a'), lookUp('b'), lookUp('a')]);
  await turn();
  await end();
  expect(await found).toEqual(['A', 'B', 'A']);
  expect(asked).toEqual([['a', 'b', 'a']]);
});

test('who comes while a look is on its way is not answered by it but by the next', async () => {
  const { lookUp, asked, end } = heldLooks();
  const first = lookUp('a');
  await turn();
  const later = Promise.all([lookUp('a'), lookUp('b')]);
  await turn();
  expect(asked).toEqual([['a']]);
  await end();
  expect(await first).toBe('A');
  await turn();
  expect(asked).toEqual([['a'], ['a', 'b']]);
  await end();
  expect(await later).toEqual(['A', 'B']);
});

test('a look that fails is told to those who waited for it and to nobody after them', async () => {
  const { lookUp, end } = heldLooks();
  const first = lookUp('a');
  await turn();
  const later = lookUp('b');
  await end(new Error('the database is away'));
  await expect(first).rejects.toThrow('the database is away');
  await turn();
  await end();
  expect(await later).toBe('B');
});

test('a look that does not end keeps nobody waiting but those of it', async () => {
  const { lookUp, asked, end } = heldLooks(20);
  const stuck = lookUp('a');
  await turn();
  const later = lookUp('b');
  await expect.poll(() => asked).toEqual([['a'], ['b']]);
  await end();
  await end();
  expect([await stuck, await later]).toEqual(['A', 'B']);
});
