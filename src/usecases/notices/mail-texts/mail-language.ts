import { english } from './english.ts';
import type { MailLanguage } from './mail-words.ts';
import { spanish } from './spanish.ts';

/** The words of mails in a visitor's language. */
export function mailLanguage(language: 'en' | 'es'): MailLanguage {
  return language === 'es' ? spanish : english;
}
