import { Refusal } from '../refusal.ts';

/** Of the most used passwords those that are long enough for us; a guesser tries them first. */
const common = new Set(
  '1234567890 12345678910 123456789a 0123456789 0987654321 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456 password12 password123 password1234 passw0rd123 password123! iloveyou12 iloveyou123 letmein123 letmein1234 welcome123 welcome1234 administrator superman123 football12 basketball abcdefghij abcd123456 abc1234567 contraseña contrasena contraseña1 contrasena1 teamo12345 tequiero12'.split(
    ' ',
  ),
);
const FEWEST_DIFFERENT = 5;

/** Refuses `password-too-weak`: one of the first guesses, few different characters, or the person's own address or name (NIST SP 800-63B). */
export function refuseWeakPassword(password: string, own: { readonly email?: string; readonly name?: string }): void {
  const lower = password.toLowerCase();
  const ownWords = [own.email, own.email?.split('@')[0], own.name].map((word) => lettersOf(word ?? ''));
  const isOwn = ownWords.some((word) => word.length >= 4 && lettersOf(password) === word);
  if (common.has(lower) || isOwn || new Set(lower).size < FEWEST_DIFFERENT) throw new Refusal('password-too-weak');
}

/** What is left of a word without the digits and signs that people add. */
function lettersOf(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}@.]/gu, '');
}
