let listener: (() => void) | null = null;

/** Whom to tell when the server no longer knows who is signed in. One app, one listener. */
export function onSignedOut(tell: () => void): void {
  listener = tell;
}

/** A call was answered with `not-signed-in`. */
export function noteSignedOut(): void {
  listener?.();
}
