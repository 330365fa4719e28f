/** Why the platform does not start, in words for whoever runs it; where it was thrown helps nobody. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
