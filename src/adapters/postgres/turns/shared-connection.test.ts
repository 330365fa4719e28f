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
  return { sent, client: { query } as unknown as PoolClient };
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
