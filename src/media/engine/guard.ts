import type { Logger } from 'pino';

/**
 * Wraps a callback given to node-datachannel. An exception that escapes such a callback ends the whole process (`terminate … Napi::Error`, SIGABRT;
 * `uncaughtException` does not help), so EVERY callback goes through here.
 */
export function guard<Arguments extends unknown[]>(
  logger: Logger,
  callback: (...values: Arguments) => void,
): (...values: Arguments) => void {
  return (...values) => {
    try {
      callback(...values);
    } catch (error) {
      logger.warn({ err: error }, 'callback failed');
    }
  };
}

/** Calls into node-datachannel that may throw because the other side closed first; the failure is of no interest then. Returns whether it went through. */
export function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
