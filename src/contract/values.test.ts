import { expect, test } from 'vitest';
import { Note, PersonName, WishedStart } from './values.ts';

test.each(['Zoë 👩‍👧', 'two\nlines', ''])('a note is any text: %j', (text) => {
  expect(Note.safeParse(text).success).toBe(true);
});

test.each(['an emoji cut in two \ud83d', 'a \0 inside'])('what no row can keep is refused before it is tried: %j', (text) => {
  expect(Note.safeParse(text).success).toBe(false);
  expect(PersonName.safeParse(text).success).toBe(false);
});

test('a time is asked for to the millisecond, so that the row keeps what the page was told', () => {
  expect(WishedStart.safeParse('2026-11-26T15:00:00.123Z').success).toBe(true);
  expect(WishedStart.safeParse('2026-11-26T15:00:00.0000005Z').success).toBe(false);
});

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:00Z'])(
  'a time around which the database knows no dates is refused before it is asked: %s',
  (text) => {
    expect(WishedStart.safeParse(text).success).toBe(false);
  },
);
