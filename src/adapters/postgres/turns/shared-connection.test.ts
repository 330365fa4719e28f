import { EventEmitter } from 'node:events';
import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { SharedConnection } from './shared-connection.ts';

const question = { name: 'a-question', text: 'select 1' };

/** A connection that answers everything, and what was sent by it. */
function heardClient() {
  const sent: string[] = [];
  const query = async ({ name }: { readonly name: string }) => {
    sent.push(name);
    return { command: name.toUpperCase(), rows: [] };
  };
  const events = new EventEmitter();
  const client = Object.assign(events, { query }) as unknown as PoolClient;
  return { sent, client, lose: () => events.emit('error', new Error('the connection is lost')) };
}
const moment = () => new Promise((resolve) => setImmediate(resolve));

test('what a turn asks goes out in rounds and ends with the commit', async () => {
  const { sent, client } = heardClient();
  const connection = new SharedConnection(client);
  await Promise.all([connection.ask(question, ['one']), connection.ask(question, ['other'])]);
  await connection.commit();
  expect(sent).toEqual(['begin', 'a-question', 'commit']);
});

test('what is still asked when the turn is over is sent to nobody, for the connection is somebody else’s by then', async () => {
  const { sent, client } = heardClient();
  const connection = new SharedConnection(client);
  const early = connection.ask(question, ['one']);
  await connection.commit();
  await expect(early).rejects.toThrow('over');
  await expect(connection.ask(question, ['other'])).rejects.toThrow('over');
  await moment();
  expect(sent).toEqual([]);
});

test('a connection that is lost before the commit was sent leaves no doubt that nothing stands, one that is lost after it does', async () => {
  const { sent, client, lose } = heardClient();
  const early = new SharedConnection(client);
  await early.ask(question, ['one']);
  lose();
  await expect(early.commit()).rejects.toThrow('before the commit was sent');
  expect(early.mayStand).toBe(false);
  expect(sent).toEqual(['begin', 'a-question']);

  const late = new SharedConnection(client);
  await late.ask(question, ['one']);
  await late.commit();
  expect(late.mayStand).toBe(true);
});
