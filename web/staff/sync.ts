/** One file on the common time line of a recording. */
export interface TimedFile {
  readonly startedAt: string;
  readonly durationMilliseconds: number;
}

/** Start of the common time line in milliseconds since 1970, and its length in seconds. */
export function commonTimeline(files: readonly TimedFile[]): { readonly startMilliseconds: number; readonly lengthSeconds: number } {
  const starts = files.map((file) => Date.parse(file.startedAt));
  const ends = files.map((file) => Date.parse(file.startedAt) + file.durationMilliseconds);
  const startMilliseconds = Math.min(...starts);
  return { startMilliseconds, lengthSeconds: Math.max(0, (Math.max(...ends) - startMilliseconds) / 1000) };
}

/** The place within a file at a second of the common time line; null before it begins and after it ends. */
export function placeInFile(file: TimedFile, startMilliseconds: number, second: number): number | null {
  const place = second - (Date.parse(file.startedAt) - startMilliseconds) / 1000;
  return place < 0 || place * 1000 > file.durationMilliseconds ? null : place;
}

/** Seconds by which a playing picture may be off before it is set right: below what an eye sees against the other's sound. */
const tolerableSeconds = 0.08;
/** Beyond this it is set at once; between the two its pace is bent, so that sound does not stutter. */
const jumpSeconds = 0.5;

/** How to bring a video to where it should be: leave it, play a little faster or slower, or jump. */
export function correction(
  isAt: number,
  shouldBeAt: number,
): { readonly kind: 'none' } | { readonly kind: 'pace'; readonly rate: number } | { readonly kind: 'jump' } {
  const off = shouldBeAt - isAt;
  if (Math.abs(off) <= tolerableSeconds) return { kind: 'none' };
  return Math.abs(off) > jumpSeconds ? { kind: 'jump' } : { kind: 'pace', rate: off > 0 ? 1.05 : 0.95 };
}
