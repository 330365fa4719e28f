import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeDataFolder } from './only-one.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'only-one-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('a data folder is taken with a place for recordings, given back, and known as abandoned when it was not', () => {
  const data = path.join(folder, 'data');
  const first = takeDataFolder(data);
  expect(first.wasAbandoned).toBe(false);
  expect(fs.statSync(path.join(data, 'recordings')).isDirectory()).toBe(true);
  expect(takeDataFolder(data).wasAbandoned).toBe(true);
  first.giveBack();
  expect(takeDataFolder(data).wasAbandoned).toBe(false);
});

test('where recordings cannot be written the start is refused, with the folder and what to do', () => {
  // A file in the folder's place cannot be written to by root either.
  fs.writeFileSync(path.join(folder, 'recordings'), '');
  expect(() => takeDataFolder(folder)).toThrow(/recordings cannot be written \(EEXIST\).*OPENVISIT_DATA/);
});
