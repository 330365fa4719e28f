/**
 * Calls `end` once when the process that started us is gone, so that a killed supervisor leaves no orphans. Polls once a
 * second. Looks at our own parent id too: a killed parent may linger as a zombie that still answers to signal 0.
 * @param parentPid `settings.general.parentPid`; null means nobody watches over us and nothing is done
 * @returns a function that stops watching
 */
export function endWithParent(parentPid: number | null, end: () => void): () => void {
  if (parentPid === null) return () => {};
  const isOurParent = process.ppid === parentPid;
  const timer = setInterval(() => {
    if (exists(parentPid) && !(isOurParent && process.ppid !== parentPid)) return;
    clearInterval(timer);
    end();
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

/** EPERM means that it lives under another user. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
