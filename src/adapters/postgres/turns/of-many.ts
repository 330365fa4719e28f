/** The types of a question's parameters, in their order. */
type ParameterType = 'text' | 'timestamptz';

/**
 * Those who ask a question at once, as a table `q` to select from: `q.v1` is the first parameter of each, `q.place` counts them from 1.
 * Its parameters are arrays.
 */
export function askers(types: readonly ParameterType[]): string {
  const columns = types.map((_, index) => `v${index + 1}`);
  return `unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) with ordinality as q (${columns.join(', ')}, place)`;
}

/** A condition or expression on parameters as one on the columns of `q`. */
export function onAskers(text: string): string {
  return text.replace(/\$(\d+)\b/g, 'q.v$1');
}

/** The values of several who ask, as the statement of many takes them: an array for each parameter. */
export function valuesOfMany(asked: readonly (readonly unknown[])[]): unknown[][] {
  return (asked[0] ?? []).map((_, parameter) => asked.map((values) => values[parameter]));
}

/** Each asker's own rows out of those of all. */
export function rowsOfEach(rows: readonly unknown[], askersCount: number): unknown[][] {
  const each = Array.from({ length: askersCount }, (): unknown[] => []);
  for (const row of rows) each[(row as { readonly place: number }).place - 1]?.push(row);
  return each;
}
