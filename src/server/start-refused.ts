/** With this code a process ends that refuses to start, so that nobody starts it again: `EX_CONFIG` of BSD's sysexits.h. */
export const REFUSED_EXIT_CODE = 78;

/** Why the platform does not start, in words for whoever runs it; where it was thrown helps nobody. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
