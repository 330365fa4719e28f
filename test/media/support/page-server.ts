import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface PageServer {
  /** On localhost, so that browsers treat it as secure. */
  readonly url: string;
  /** Serves these bytes under a path, in ranges if asked to. */
  put(path: string, type: string, bytes: Buffer): void;
  close(): Promise<void>;
}

const CLIENT = join(import.meta.dirname, '../../../node_modules/livekit-client/dist');

/** Serves one page of this folder at `/`, the stock client beside it, and whatever is put. */
export async function servePage(name: string): Promise<PageServer> {
  const files = new Map<string, { type: string; bytes: Buffer }>();
  files.set('/', { type: 'text/html', bytes: await readFile(join(import.meta.dirname, name)) });
  files.set('/livekit-client.js', { type: 'text/javascript', bytes: await readFile(join(CLIENT, 'livekit-client.umd.js')) });
  files.set('/e2ee-worker.js', { type: 'text/javascript', bytes: await readFile(join(CLIENT, 'livekit-client.e2ee.worker.js')) });
  const server = createServer((request, response) => {
    const file = files.get(request.url?.split('?')[0] ?? '');
    if (file === undefined) return void response.writeHead(404).end();
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(file.bytes.length, range?.[2] ? Number(range[2]) + 1 : file.bytes.length);
    const headers = { 'content-type': file.type, 'accept-ranges': 'bytes', 'content-length': end - start };
    if (range === null) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end - 1}/${file.bytes.length}` });
    response.end(file.bytes.subarray(start, end));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    put: (path, type, bytes) => void files.set(path, { type, bytes }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
