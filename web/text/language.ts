/** The languages of every screen. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/** Locale for Intl: both are meant for readers in the United States (dollars, 12-hour clock, Sunday first). */
export const locales: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };

const remembered = 'openvisit.language';

/** The language of this browser: what was chosen here before, else the first of its own languages that we have, else English. */
export function preferredLanguage(): Language {
  const wanted = [read(), ...(navigator.languages ?? [navigator.language])];
  for (const one of wanted) {
    const found = languages.find((language) => one?.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}

/** Keeps the choice for the next visit of this browser; a browser that forbids storage simply forgets. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // Private windows of old browsers throw here.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}
