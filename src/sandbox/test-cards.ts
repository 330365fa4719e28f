/** What a test card does, after the numbers that Stripe's documentation made customary. */
export type CardConduct = 'succeeds' | 'declined-at-once' | 'declined-later' | 'second-step' | 'second-step-at-authorization';

export interface TestCard {
  /** Names it in links, so that no number stands in an address. */
  key: CardConduct;
  number: string;
  brand: string;
}

export const testCards: readonly TestCard[] = [
  { key: 'succeeds', number: '4242 4242 4242 4242', brand: 'visa' },
  { key: 'declined-at-once', number: '4000 0000 0000 0002', brand: 'visa' },
  { key: 'declined-later', number: '4000 0000 0000 0341', brand: 'visa' },
  { key: 'second-step', number: '4000 0025 0000 3155', brand: 'visa' },
  { key: 'second-step-at-authorization', number: '4000 0027 6000 3184', brand: 'visa' },
];

export interface TypedCard {
  number: string;
  /** MM/YY */
  expiry: string;
  cvc: string;
}

export type CardFault = 'number' | 'not-a-test-card' | 'expiry' | 'expired' | 'cvc';

export type CheckedCard = { fault: null; card: TestCard; last4: string; expMonth: number; expYear: number } | { fault: CardFault };

/** Judges what was typed. Any number but a test card's is refused, so that nobody leaves a real one here. */
export function checkCard(typed: TypedCard, now: Date): CheckedCard {
  const digits = typed.number.replaceAll(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return { fault: 'number' };
  const card = testCards.find((one) => one.number.replaceAll(' ', '') === digits);
  if (!card) return { fault: 'not-a-test-card' };
  const [, month, year] = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(typed.expiry) ?? [];
  const [expMonth, expYear] = [Number(month), 2000 + Number(year)];
  if (!month || !year || expMonth < 1 || expMonth > 12) return { fault: 'expiry' };
  if (Date.UTC(expYear, expMonth, 1) <= now.getTime()) return { fault: 'expired' };
  if (!/^\s*\d{3,4}\s*$/.test(typed.cvc)) return { fault: 'cvc' };
  return { fault: null, card, last4: digits.slice(-4), expMonth, expYear };
}
