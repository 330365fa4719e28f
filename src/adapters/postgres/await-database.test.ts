import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { awaitDatabase, checkDatabase } from './await-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const saidOf = (url: string) =>
  checkDatabase(url).then(
    () => 'fine',
    (error: Error) => error.message,
  );

/** A port that nobody listens on; a server may be put there later. */
async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

test('a database that can be used is not complained about', async () => {
  expect(await saidOf(database.url)).toBe('fine');
});

test('a server that is not there is named without the password, and waited for until it comes', async () => {
  const port = await freePort();
  const url = `postgresql://visits:topsecret@127.0.0.1:${port}/openvisit`;
  const tell = vi.fn<(text: string) => void>();
  const patience = new AbortController();
  const waiting = awaitDatabase(url, { tell, signal: patience.signal });
  await vi.waitFor(() => expect(tell).toHaveBeenCalledOnce());
  expect(tell.mock.calls[0]?.[0]).toContain(`127.0.0.1:${port}/openvisit does not answer (ECONNREFUSED)`);
  expect(tell.mock.calls[0]?.[0]).not.toContain('topsecret');

  // What comes is no database we may use: an error that ends the waiting proves that it was tried again.
  const server = net.createServer((socket) => {
    socket.once('data', () => socket.end(refusal('28P01', 'password authentication failed')));
  });
  server.listen(port, '127.0.0.1');
  await expect(waiting).rejects.toThrow('refuses the role or the password in DATABASE_URL');
  server.close();
});

test('whoever is told to stop gives up waiting in silence', async () => {
  const patience = new AbortController();
  const waiting = awaitDatabase(`postgresql://visits@127.0.0.1:${await freePort()}/openvisit`, { tell: () => {}, signal: patience.signal });
  patience.abort();
  await expect(waiting).resolves.toBeUndefined();
});

test('a database that does not exist, an unknown host and an address that cannot be read are refused with what to do', async () => {
  const missing = `nobody_${randomBytes(4).toString('hex')}`;
  const url = new URL(database.url);
  url.pathname = `/${missing}`;
  expect(await saidOf(url.href)).toContain(`create database ${missing} owner`);
  expect(await saidOf('postgresql://visits@no-such-host.invalid/openvisit')).toContain('The host in DATABASE_URL is not known');
  const said = await saidOf('postgresql://visits:top@secret/word@127.0.0.1/openvisit');
  expect(said).toContain('DATABASE_URL cannot be read');
  expect(said).not.toContain('secret');
});

test('a role that may make no tables is told to become the owner', async () => {
  const role = `guest_${randomBytes(4).toString('hex')}`;
  await database.pool.query(`create role ${role} login password 'guest'`);
  await database.pool.query('revoke create on schema public from public');
  const url = new URL(database.url);
  url.username = role;
  url.password = 'guest';
  const said = await saidOf(url.href);
  await database.pool.query(`drop role ${role}`);
  expect(said).toContain(`owner to ${role}`);
});

/** An error message of PostgreSQL's protocol. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
