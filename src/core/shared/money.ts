declare const centsBrand: unique symbol;

/** A whole number of US cents. Money is never a floating-point amount of dollars: 0.1 + 0.2 is not 0.3. */
export type Cents = number & { readonly [centsBrand]: true };

/** Guards a number into cents. Throws RangeError for fractions and for amounts beyond Number.MAX_SAFE_INTEGER, which would be rounded silently. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole, safe number of cents: ${amount}`);
  return amount as Cents;
}

/** Sum of cents; the empty sum is 0. Throws RangeError when it leaves the safe integers. */
export function sumCents(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce<number>((total, amount) => total + amount, 0));
}
