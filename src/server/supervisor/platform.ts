import path from 'node:path';
import { awaitDatabase } from '../../adapters/postgres/await-database.ts';
import { Child } from './child.ts';
import { type Database, runDatabase } from './database.ts';
import { takenPorts } from './free-ports.ts';
import { takeDataFolder } from './only-one.ts';
import type { Plan } from './plan.ts';

/** Children look for their parent once a second; the recorder then takes a moment to complete its files. */
const orphansEnd = 8_000;

export interface PlatformOptions {
  dataFolder: string;
  /** Null: the embedded one is run. */
  databaseUrl: string | null;
  /** What to run once the database's address is known. */
  plan(databaseUrl: string): Plan;
  /** Work that must be done before the processes start and can be done while the database does. */
  prepare(): Promise<unknown>;
  /** Prints one line. */
  tell(text: string): void;
}

/** All processes of one machine as siblings. */
export class Platform {
  private readonly options: PlatformOptions;
  private database: Promise<Database> | null = null;
  private children: Child[] = [];
  private giveFolderBack = (): void => {};
  private stopping: Promise<void> | null = null;
  private readonly patience = new AbortController();

  constructor(options: PlatformOptions) {
    this.options = options;
  }

  /**
   * Starts everything and returns when everything answers. A database of somebody else that is not there yet is waited for.
   * @throws with words for the terminal; whatever did start is ended before
   */
  async start(): Promise<void> {
    const { dataFolder, tell } = this.options;
    const { giveBack, wasAbandoned } = takeDataFolder(dataFolder);
    this.giveFolderBack = giveBack;
    try {
      const [databaseUrl] = await Promise.all([this.startDatabase(), this.options.prepare()]);
      const { children, ports } = this.options.plan(databaseUrl);
      if (this.stopping) return;
      const taken = await takenPorts(ports, wasAbandoned ? orphansEnd : 0);
      if (taken.length > 0) throw new Error(taken.join('\n'));
      if (this.stopping) return;
      this.children = children.map((plan) => new Child(plan, path.join(dataFolder, 'logs'), tell));
      await Promise.all(this.children.map((child) => child.start()));
    } catch (error) {
      const wasAskedToStop = this.stopping !== null;
      await this.stop();
      if (!wasAskedToStop) throw error;
    }
  }

  /** Ends everything, who uses before who is used: app, recorder, engine, sandbox, database. Idempotent. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    this.patience.abort();
    for (const child of this.children) await child.stop();
    const database = await this.database?.catch(() => null); // it may still be starting
    await database?.stop();
    this.giveFolderBack();
  }

  private async startDatabase(): Promise<string> {
    const { databaseUrl, dataFolder, tell } = this.options;
    if (databaseUrl !== null) {
      await awaitDatabase(databaseUrl, { tell, signal: this.patience.signal });
      return databaseUrl;
    }
    this.database = runDatabase(dataFolder, tell);
    return (await this.database).url;
  }
}
