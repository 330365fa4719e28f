import { z } from 'zod';

const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
});

type Fields = Record<string, unknown>;
interface Waiting {
  resolve(result: Fields): void;
  reject(error: Error): void;
}

/** The Chrome DevTools protocol with one page: commands with answers, and events. */
export class CdpConnection {
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners: { event: string; listener: (params: Fields) => void }[] = [];
  private lastId = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => this.receive(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the browser closed the connection'));
      this.waiting.clear();
    });
  }

  /** @param url the page's `webSocketDebuggerUrl` */
  static async open(url: string): Promise<CdpConnection> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error(`no connection to ${url}`)), { once: true });
    });
    return new CdpConnection(socket);
  }

  /** @throws with the browser's words when it refuses the command */
  send(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++this.lastId;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) =>
      this.waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) }),
    );
  }

  on(event: string, listener: (params: Fields) => void): void {
    this.listeners.push({ event, listener });
  }

  close(): void {
    this.socket.close();
  }

  private receive(text: string): void {
    const { id, method, params, result, error } = message.parse(JSON.parse(text));
    if (id === undefined) {
      for (const one of this.listeners) if (one.event === method) one.listener(params ?? {});
      return;
    }
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }
}
