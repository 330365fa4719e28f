import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface Lacking {
  readonly what: RegExp;
  /** The first Safari that has it. */
  readonly since: string;
}

/** What a style sheet may not count on, since Safari 12 drops the whole rule or does without and nothing stands in for it. */
const styles: readonly Lacking[] = [
  { what: /:(is|where)\(/, since: '14' },
  { what: /:has\(/, since: '15.4' },
  { what: /:focus-visible(?!\))/, since: '15.4' },
  { what: /(^|[\s{;])inset(-\w+)*\s*:/, since: '14.1' },
  // With `auto` it only keeps a place for a picture that is on its way; without it the page jumps, and nothing is lost.
  { what: /aspect-ratio\s*:(?!\s*auto\b)/, since: '15' },
  { what: /accent-color\s*:/, since: '15.4' },
  { what: /\b\d+[dsl]v[hw]\b/, since: '15.4' },
  { what: /\b(clamp|min|max)\(/, since: '13.1' },
  { what: /(margin|padding)-(inline|block)\s*:/, since: '14.1' },
  { what: /@(layer|container)\b/, since: '15.4' },
  { what: /color-mix\(|oklch\(/, since: '16.2' },
];

/** What our scripts may not call: neither Safari 12 nor `public/old-browsers.js` has it. Syntax is lowered by the build. */
const scripts: readonly Lacking[] = [
  { what: /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced)\(/, since: '15.4' },
  { what: /\.(replaceAll|matchAll)\(/, since: '13' },
  { what: /Object\.(groupBy|hasOwn)\(|Promise\.(any|withResolvers)\(/, since: '14' },
  { what: /\bstructuredClone\(/, since: '15.4' },
  { what: /\bAbortSignal\.(any|timeout)\(|\.throwIfAborted\(/, since: '15.4' },
  { what: /\b(dateStyle|timeStyle)\b/, since: '14.1' },
  { what: /\bIntl\.(RelativeTimeFormat|ListFormat|PluralRules|DisplayNames|Segmenter)\b/, since: '13' },
  { what: /\.formatRange(ToParts)?\(/, since: '14.1' },
  { what: /\bnew ResizeObserver\(/, since: '13.1' },
  { what: /\brandomUUID\(|\.requestSubmit\(|\.submitter\b|\.showModal\(|\.replaceChildren\(|\brequestIdleCallback\(/, since: '14' },
  { what: /<dialog|\binert[=}\s]/, since: '15.4' },
  { what: /\(\?<[=!]/, since: '16.4' },
  { what: /\b\d+n\b|\bBigInt\(/, since: '14' },
];

const folders = ['ui', 'text', 'api', 'visitor', 'staff', 'resident', 'call'];

/** Lines of our sources without their comments, in which something is used that Safari 12 lacks. */
function faults(file: string, text: string, banned: readonly Lacking[]): string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ''));
  return bare
    .split('\n')
    .flatMap((line, index) =>
      banned.filter(({ what }) => what.test(line)).map(({ since }) => `${file}:${index + 1} needs Safari ${since}: ${line.trim()}`),
    );
}

function sources(pattern: RegExp): string[] {
  return folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => pattern.test(name) && !name.includes('.test.'))
      .map((name) => path.join(folder, name)),
  );
}

const read = (file: string): string => fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');

test('no style sheet counts on what Safari 12 lacks', () => {
  expect(sources(/\.css$/).flatMap((file) => faults(file, read(file), styles))).toEqual([]);
});

test('no style sheet has a gap in a flex box (Safari 14.1): only grids have gaps', () => {
  const rules = sources(/\.css$/).flatMap((file) => [...read(file).matchAll(/([^{}]+)\{([^{}]*)\}/g)].map((rule) => ({ file, rule })));
  expect(
    rules
      .filter(({ rule: [, , body = ''] }) => /(^|[\s;])((row|column)-)?gap\s*:/.test(body) && !/display:\s*grid/.test(body))
      .map(({ file, rule: [, selector = ''] }) => `${file} ${selector.trim()}`),
  ).toEqual([]);
});

test('no script calls what Safari 12 lacks and the script for old browsers does not bring', () => {
  expect(sources(/\.tsx?$/).flatMap((file) => faults(file, read(file), scripts))).toEqual([]);
});

test('what is banned is found', () => {
  expect(faults('a.css', '/* inset: 0 */\na { inset: 0; }', styles)).toEqual(['a.css:2 needs Safari 14.1: a { inset: 0; }']);
  expect(faults('a.ts', 'last = list.at(-1); // .at(', scripts)).toHaveLength(1);
});
