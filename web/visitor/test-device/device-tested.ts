const remembered = 'openvisit.device-tested';

/** Whether camera and microphone of this browser were tried with success. */
export function wasDeviceTested(): boolean {
  try {
    return localStorage.getItem(remembered) !== null;
  } catch {
    return false;
  }
}

/** Keeps that they were; a browser that forbids storage simply asks again. */
export function rememberDeviceTested(): void {
  try {
    localStorage.setItem(remembered, '1');
  } catch {
    // Private windows of old browsers throw here.
  }
}
