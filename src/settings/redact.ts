/** Words that make a value private wherever they occur in a key: `firstName`, `x-api-key`, `resident_pin`. */
export const privateWords = new Set(
  'authorization cookie cookies password passphrase pin token code secret email mail phone name key signature address url card to birth'.split(
    ' ',
  ),
);

/** Keys that contain such a word and say nothing about anybody. */
const harmless = new Set('statuscode reasoncode exitcode errorcode queuename jobname tablename taskname'.split(' '));

const deepest = 6;

/** A copy of a log entry in which private values are replaced by `[redacted]`, at any depth; instances of classes are left to their serializers. */
export function redact(entry: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, isPrivate(key) ? '[redacted]' : redactValue(value, depth)]));
}

/** True for keys like `email`, `sessionToken` and `set-cookie`. */
function isPrivate(key: string): boolean {
  if (harmless.has(key.toLowerCase())) return false;
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => privateWords.has(word));
}

function redactValue(value: unknown, depth: number): unknown {
  if (depth >= deepest || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => redactValue(one, depth + 1));
  return isPlain(value) ? redact(value, depth + 1) : value;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
