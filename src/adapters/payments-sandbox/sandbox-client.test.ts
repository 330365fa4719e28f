import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandboxGateway } from './sandbox-gateway.ts';

let status = 503;
const troubled = http.createServer((_request, response) => response.writeHead(status).end('{"error":"trouble"}'));
beforeAll(() => new Promise<void>((resolve) => troubled.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  troubled.closeAllConnections();
  troubled.close();
});

test.for([503, 403])('what is told of an answer of %d names the call, and neither card nor authorization', async (answer) => {
  status = answer;
  const { port } = troubled.address() as AddressInfo;
  const gateway = createSandboxGateway({ url: `http://127.0.0.1:${port}`, apiKey: 'key', webhookSecret: 'secret' });
  const told = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PaymentUnavailable' });
    return (error as Error).message;
  };
  const card = await told(gateway.forgetCard('card_token_of_ana'));
  expect(card).toContain(`answered ${answer} to DELETE /v1/cards/`);
  expect(card).not.toContain('token_of_ana');
  const authorization = await told(gateway.release('auth_of_ana', 'key'));
  expect(authorization).toContain(`answered ${answer} to POST /v1/authorizations/`);
  expect(authorization).toContain('/release');
  expect(authorization).not.toContain('auth_of_ana');
});
