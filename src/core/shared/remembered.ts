/** What is remembered at once; beyond it remembering begins anew. */
const MOST = 10_000;

/** What is made of numbers that come again and again: one change of a visit names the same few times dozens of times, and finding what was made of one costs a fraction of making it. */
export function remembered<Made>(make: (of: number) => Made): (of: number) => Made {
  const known = new Map<number, Made>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const made = make(of);
    if (known.size >= MOST) known.clear();
    known.set(of, made);
    return made;
  };
}
