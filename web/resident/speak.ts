import { type Language, locales } from '../text/language.ts';

/** Whether this station can read a sentence aloud. */
export function canSpeak(): boolean {
  return 'speechSynthesis' in window && typeof SpeechSynthesisUtterance !== 'undefined';
}

/** Reads a sentence through the handset; stops whatever was being read. */
export function speak(sentence: string, language: Language): void {
  hush();
  const utterance = new SpeechSynthesisUtterance(sentence);
  utterance.lang = locales[language];
  utterance.rate = 0.9;
  speechSynthesis.speak(utterance);
}

export function hush(): void {
  if (canSpeak()) speechSynthesis.cancel();
}
