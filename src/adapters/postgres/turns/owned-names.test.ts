import { expect, test } from 'vitest';
import { OwnedNames } from './owned-names.ts';

const [ana, ben, cleo] = [{}, {}, {}];

/** Whether a promise has settled, and with what. */
async function soon(given: Promise<boolean> | null): Promise<boolean | 'waits' | 'refused'> {
  return given === null ? 'refused' : Promise.race([given, Promise.resolve().then(() => 'waits' as const)]);
}

test('free names are given at once, and once more to whoever has them', async () => {
  const names = new OwnedNames<object>();
  expect(await soon(names.own(ana, ['resident:1', 'visitor:1']))).toBe(false);
  expect(await soon(names.own(ana, ['visitor:1']))).toBe(false);
  expect(await soon(names.own(ben, ['resident:2']))).toBe(false);
});

test('who needs a name that another has gets it when that one is done, and learns of it', async () => {
  const names = new OwnedNames<object>();
  await names.own(ana, ['stations:1']);
  const waited = names.own(ben, ['stations:1', 'visitor:2']);
  expect(await soon(waited)).toBe('waits');
  names.release(ana);
  expect(await waited).toBe(true);
});

test('who gets a name that somebody had before learns of it also without having waited', async () => {
  const names = new OwnedNames<object>();
  await names.own(ana, ['resident:1']);
  names.release(ana);
  expect(await soon(names.own(ben, ['resident:1']))).toBe(true);
  expect(await soon(names.own(cleo, ['resident:2']))).toBe(false);
});

test('a name goes to whoever asked for it first, and nobody gets a part of what they need', async () => {
  const names = new OwnedNames<object>();
  await names.own(ana, ['a', 'b']);
  const both = names.own(ben, ['a', 'b']);
  const one = names.own(cleo, ['a']);
  names.release(ana);
  expect(await both).toBe(true);
  expect(await soon(one)).toBe('waits');
  names.release(ben);
  expect(await one).toBe(true);
});

test('nobody waits in a circle: whoever would wait for somebody who waits is refused', async () => {
  const names = new OwnedNames<object>();
  await names.own(ana, ['a']);
  await names.own(ben, ['b']);
  expect(await soon(names.own(ana, ['b']))).toBe('waits');
  expect(await soon(names.own(ben, ['a']))).toBe('refused');
});
