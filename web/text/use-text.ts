import { useEffect, useState } from 'preact/hooks';
import { type Catalogue, loadCatalogue, type TextArea, type TextKey } from './catalogues.ts';
import { fill, type TextValues } from './fill.ts';
import { type Language, preferredLanguage, rememberLanguage } from './language.ts';

type PluralKey = TextKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

export interface Text {
  readonly language: Language;
  /** The sentence of a key, `{name}` filled from the values. */
  t(key: TextKey, values?: TextValues): string;
  /** The sentence of `key.one` or `key.other`; `{count}` is filled in. Enough for English and Spanish. */
  plural(key: PluralKey, count: number, values?: TextValues): string;
  /** Whether a key has a sentence: for codes that a newer server may send. */
  has(key: string): key is TextKey;
  setLanguage(language: Language): Promise<void>;
}

let language: Language = preferredLanguage();
let catalogue: Catalogue = {};
const areas = new Set<TextArea>();
const watchers = new Set<() => void>();

/** Loads what an app says before it is shown first; later calls add areas (the call screen's, when it opens). */
export async function startText(wanted: readonly TextArea[]): Promise<void> {
  for (const area of wanted) areas.add(area);
  await show(language);
}

/** The words of the screen in the language of the moment; the component is drawn again when it changes. */
export function useText(): Text {
  const [, draw] = useState(0);
  useEffect(() => {
    const watcher = (): void => draw((count) => count + 1);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return { language, t, plural, has, setLanguage };
}

/** @throws when the key has no sentence: every key is known at build time */
export function t(key: TextKey, values?: TextValues): string {
  const sentence = catalogue[key];
  if (sentence === undefined) throw new Error(`no text for ${key} in ${language}`);
  return values ? fill(sentence, values) : sentence;
}

function plural(key: PluralKey, count: number, values?: TextValues): string {
  return t(`${key}.${count === 1 ? 'one' : 'other'}` as TextKey, { count, ...values });
}

function has(key: string): key is TextKey {
  return key in catalogue;
}

async function setLanguage(next: Language): Promise<void> {
  await show(next);
  rememberLanguage(next);
}

async function show(next: Language): Promise<void> {
  catalogue = await loadCatalogue(next, [...areas]);
  language = next;
  document.documentElement.lang = next;
  for (const watcher of [...watchers]) watcher();
}
