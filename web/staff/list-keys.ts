/**
 * Where an arrow key leads in a list: the id before or after the chosen one, the first or last for Home and End, null for any other key or
 * at an end of the list.
 */
export function neighbor(ids: readonly string[], chosen: string | null, key: string): string | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[key];
  if (wanted === undefined || wanted === at) return null;
  return ids[wanted] ?? null;
}
