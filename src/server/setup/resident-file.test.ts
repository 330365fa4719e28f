import { expect, test } from 'vitest';
import { readResidentFile } from './resident-file.ts';

const today = '2026-11-21';
const head = 'booking_number,name,birth_date,housing_unit,listed_emails';

test('a list is read with columns in any order, quoted commas, a byte order mark and Windows line ends', () => {
  const text =
    '\uFEFFname,booking_number,listed_emails,birth_date,housing_unit\r\n"Reed, ""Marc"" Jr.",204117,Ana@x.example; bo@x.example;,1994-03-08,Pod 1\r\n\r\nLuis Vega,204118,,1988-10-02,\r\n';
  expect(readResidentFile(text, today)).toEqual({
    residents: [
      {
        bookingNumber: '204117',
        name: 'Reed, "Marc" Jr.',
        birthOn: '1994-03-08',
        unit: 'Pod 1',
        emails: ['ana@x.example', 'bo@x.example'],
      },
      { bookingNumber: '204118', name: 'Luis Vega', birthOn: '1988-10-02', unit: null, emails: [] },
    ],
  });
});

test('every bad row is named by line and column, all at once', () => {
  const text = `${head}\n1,Marcus Reed,1994-02-30,Pod 1,\n1,Luis Vega,2031-01-01,Pod 1,\n,L,1988-10-02,Pod 1,ana at home\n4,Reed, Marcus,1994-03-08,Pod 1,\n`;
  const read = readResidentFile(text, today);
  expect('problems' in read && read.problems).toEqual([
    'line 2, birth_date: must be a date like 1994-03-08',
    'line 3, birth_date: is in the future',
    'line 3, booking_number: stands on line 2 already',
    'line 4, booking_number: is missing',
    'line 4, name: needs at least 2 characters',
    'line 4, listed_emails: must be e-mail addresses with ; between them',
    'line 5, listed_emails: more cells than columns; put quotes around a cell with a comma',
    'line 5, birth_date: must be a date like 1994-03-08',
    'line 5, listed_emails: must be e-mail addresses with ; between them',
  ]);
});

test('a number that nobody can type on a station’s pad of digits, or that its digits do not tell from another, is refused by its line', () => {
  const rows = ['2026-00123', 'HOLD', 'A-1234567890123', '202600123', 'B-7', '1'].map(
    (number) => `${number},Marcus Reed,1994-03-08,Pod 1,`,
  );
  const read = readResidentFile(`${head}\n${rows.join('\n')}\n`, today);
  expect('problems' in read && read.problems).toEqual([
    'line 3, booking_number: has no digit, and stations have a pad of digits alone',
    'line 4, booking_number: has more than 12 digits, the most that a station takes',
    'line 5, booking_number: has the same digits as 2026-00123 on line 2, and stations tell residents apart by digits alone',
  ]);
});

test('a file without the columns says which are missing', () => {
  expect(readResidentFile('number,name\n1,Marcus Reed\n', today)).toEqual({
    problems: [
      'line 1: the column booking_number, birth_date, housing_unit, listed_emails is missing (booking_number,name,birth_date,housing_unit,listed_emails)',
    ],
  });
});
