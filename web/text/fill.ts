export type TextValues = Readonly<Record<string, string | number>>;

/** A sentence with `{name}` filled from the values. One that ends with a full stop of its own ("10:06 p.m.", "Reed Jr.") ends the sentence, too. */
export function fill(sentence: string, values: TextValues): string {
  return sentence.replace(/\{(\w+)\}(\.?)/g, (hole, name: string, stop: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    const text = String(value);
    return text.endsWith('.') ? text : text + stop;
  });
}
