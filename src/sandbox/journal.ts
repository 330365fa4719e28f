import fs from 'node:fs';
import path from 'node:path';
import type { AuthorizationRecord, CardRecord, Delivery, KeptAnswer, SetupSession } from './records.ts';

interface Collections {
  session: SetupSession;
  card: CardRecord;
  authorization: AuthorizationRecord;
  delivery: Delivery;
  answer: KeptAnswer;
}
type Kind = keyof Collections;

/** The processor's own memory: records in a map, each change a line of JSON in a file, read back at the next start. */
export class Journal {
  private readonly file: string;
  private readonly records = new Map<string, Collections[Kind]>();

  /** @param file made if missing; a last line that a killed process left half written is dropped */
  constructor(file: string) {
    this.file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n').filter(Boolean)) this.replay(line);
    this.compact();
  }

  get<K extends Kind>(kind: K, id: string): Collections[K] | undefined {
    return this.records.get(`${kind} ${id}`) as Collections[K] | undefined;
  }

  all<K extends Kind>(kind: K): Collections[K][] {
    return [...this.records].filter(([key]) => key.startsWith(`${kind} `)).map(([, value]) => value as Collections[K]);
  }

  put<K extends Kind>(kind: K, id: string, value: Collections[K]): void {
    this.records.set(`${kind} ${id}`, value);
    fs.appendFileSync(this.file, lineOf(`${kind} ${id}`, value));
  }

  private replay(line: string): void {
    const { key, value } = JSON.parse(line) as { key: string; value: Collections[Kind] };
    this.records.set(key, value);
  }

  /** Rewrites the file with the last state of everything, without deliveries that are done. */
  private compact(): void {
    for (const delivery of this.all('delivery')) if (delivery.done) this.records.delete(`delivery ${delivery.id}`);
    const draft = `${this.file}.draft`;
    fs.writeFileSync(draft, [...this.records].map(([key, value]) => lineOf(key, value)).join(''), { mode: 0o600 });
    fs.renameSync(draft, this.file);
  }
}

function lineOf(key: string, value: unknown): string {
  return `${JSON.stringify({ key, value })}\n`;
}
