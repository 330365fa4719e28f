import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { REFUSED_EXIT_CODE } from '../start-refused.ts';
import { endOfLog, openLog, watchErrors } from './log-file.ts';

/** A process that the supervisor keeps running. */
export interface ChildPlan {
  name: string;
  script: string;
  env: Record<string, string | undefined>;
  /** Answers 2xx once the process can work. */
  healthUrl: string;
}

/** How a child ended. */
interface Ending {
  readonly how: string;
  /** It will not start however often it is tried, and has said why. */
  readonly refused: boolean;
  readonly livedMilliseconds: number;
}

/** Ever longer, so that a process that cannot live does not eat the machine. */
const pauses = [300, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Who lived this long is restarted at once again. */
const healthyMilliseconds = 60_000;
/** A process that ends this often before it was ever ready will not be helped by another start. */
const mostFirstTries = 3;

/** One child: started in a process group of its own, restarted when it dies, ended with patience first and then without. */
export class Child {
  readonly name: string;
  private readonly plan: ChildPlan;
  private readonly logFolder: string;
  private readonly tell: (text: string) => void;
  private running: ChildProcess | null = null;
  private wasReady = false;
  private ending = false;
  private failures = 0;
  private logFile = '';
  private stopWatching = (): void => {};
  private gaveUp: ((error: Error) => void) | null = null;

  constructor(plan: ChildPlan, logFolder: string, tell: (text: string) => void) {
    this.name = plan.name;
    this.plan = plan;
    this.logFolder = logFolder;
    this.tell = tell;
  }

  get pid(): number | undefined {
    return this.running?.pid;
  }

  /**
   * Starts it and waits until it is ready.
   * @throws with the end of its log when it refuses to start, dies three times before, or is not ready in time
   */
  async start(patienceMilliseconds = 60_000): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.gaveUp = reject;
    });
    this.spawn();
    await Promise.race([this.becomeReady(patienceMilliseconds), failed]);
    this.wasReady = true;
  }

  /** SIGTERM, then SIGKILL for the whole group. Calm when it does not run. */
  async stop(patienceMilliseconds = 5_000): Promise<void> {
    this.ending = true;
    const { running } = this;
    if (running) {
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      await Promise.race([gone, pause(patienceMilliseconds, undefined, { ref: false })]);
      killGroup(running.pid);
      await gone;
    }
    this.stopWatching();
  }

  private spawn(): void {
    const { file, descriptor } = openLog(this.logFolder, this.name);
    this.logFile = file;
    this.stopWatching();
    this.stopWatching = watchErrors(file, (text) => this.tell(`${this.name}: ${text}`));
    const startedAt = Date.now();
    const child = spawn(process.execPath, [this.plan.script], {
      env: this.plan.env,
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
    });
    fs.closeSync(descriptor);
    this.running = child;
    child.once('exit', (code, signal) => {
      const livedMilliseconds = Date.now() - startedAt;
      this.ended(child.pid, { how: signal ?? `code ${code}`, refused: code === REFUSED_EXIT_CODE, livedMilliseconds });
    });
  }

  private ended(pid: number | undefined, { how, refused, livedMilliseconds }: Ending): void {
    this.running = null;
    killGroup(pid); // whatever it left behind
    if (this.ending) return;
    this.failures = livedMilliseconds > healthyMilliseconds ? 1 : this.failures + 1;
    if (!this.wasReady && (refused || this.failures >= mostFirstTries)) {
      this.gaveUp?.(new Error(`The ${this.name} does not start (${how}). The end of ${this.logFile}:\n${endOfLog(this.logFile)}`));
      return;
    }
    const wait = pauses[Math.min(this.failures - 1, pauses.length - 1)] ?? 0;
    if (this.wasReady) this.tell(`The ${this.name} ended unexpectedly (${how}); starting it again.`);
    setTimeout(() => {
      if (!this.ending) this.spawn();
    }, wait);
  }

  private async becomeReady(patienceMilliseconds: number): Promise<void> {
    const until = Date.now() + patienceMilliseconds;
    while (!(await this.isHealthy())) {
      if (this.ending) throw new Error(`The ${this.name} was ended before it was ready.`);
      if (Date.now() > until)
        throw new Error(
          `The ${this.name} is not ready after ${patienceMilliseconds / 1_000} s. The end of ${this.logFile}:\n${endOfLog(this.logFile)}`,
        );
      await pause(50);
    }
  }

  private async isHealthy(): Promise<boolean> {
    if (!this.running) return false;
    try {
      const response = await fetch(this.plan.healthUrl, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
