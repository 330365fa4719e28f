import { useState } from 'preact/hooks';

/** What was typed and not sent, by what it is about. In memory alone: a desk is shared, and nothing of it may be found there later. */
const kept = new Map<string, Map<string, unknown>>();
let owner: string | null = null;

/** Who is signed in now, null after signing out: what somebody else has typed is gone. */
export function giveDraftsTo(staffId: string | null): void {
  if (staffId !== owner) kept.clear();
  owner = staffId;
}

/** It was sent, or somebody turned back from it. */
export function forgetDraft(about: string): void {
  kept.delete(about);
}

/** Like `useState`, but what was put in is there again when its page comes back, until the draft is forgotten: a sign-in may end meanwhile. */
export function useDraft<Value>(about: string, name: string, initial: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (kept.get(about)?.has(name) ? (kept.get(about)?.get(name) as Value) : initial));
  const change = (next: Value): void => {
    const all = kept.get(about) ?? new Map<string, unknown>();
    kept.set(about, all.set(name, next));
    setValue(() => next);
  };
  return [value, change];
}
