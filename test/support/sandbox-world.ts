import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createSandboxGateway } from '../../src/adapters/payments-sandbox/sandbox-gateway.ts';
import { buildSandbox } from '../../src/sandbox/sandbox-server.ts';
import { testCards } from '../../src/sandbox/test-cards.ts';
import { createLogger } from '../../src/settings/logger.ts';
import type { PayerCard, PaymentWorld, ReceivedWebhook } from './payment-gateway-contract.ts';

/** A sandbox processor on a port of its own, a receiver of its webhooks, and the API key that opens its test controls. */
export interface SandboxWorld extends PaymentWorld {
  url: string;
  apiKey: string;
  /** Status the receiver answers webhooks with; default 200. */
  answerWebhooksWith(status: number): void;
  /** Ends the processor and starts it again on the same journal and port. */
  restart(): Promise<void>;
}

const apiKey = 'sandbox_key_for_tests_0123456789abcdef';
const webhookSecret = 'webhook_secret_for_tests_0123456789abcdef';

export async function openSandboxWorld(): Promise<SandboxWorld> {
  const received: ReceivedWebhook[] = [];
  let status = 200;
  const receiver = http.createServer(async (request, response) => {
    const rawBody = await text(request);
    if (status < 300)
      received.push({
        rawBody,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, one]) => [name, one?.toString()])),
      });
    response.writeHead(status).end();
  });
  const webhookUrl = await listen(receiver);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    const app = await buildSandbox({ folder, apiKey, publicUrl: url, webhookUrl, webhookSecret, log: createLogger('sandbox', 'silent') });
    await app.listen({ port, host: '127.0.0.1' });
    return app;
  };
  let app = await start();

  return {
    url,
    apiKey,
    gateway: createSandboxGateway({ url, apiKey, webhookSecret }),
    languageAt: async (page) => {
      const answer = await fetch(page, { headers: { 'accept-language': 'en-US,en;q=0.9' } });
      return /<html lang="(\w+)"/.exec(await answer.text())?.[1] ?? null;
    },
    payAtPage: (page, card, answer) => payAtPage(page, card, answer),
    answerBank: async (page, answer) => {
      await postForm(page, { answer });
    },
    webhooks: () => received,
    answerWebhooksWith: (wanted) => {
      status = wanted;
    },
    restart: async () => {
      await app.close();
      app = await start();
    },
    close: async () => {
      await app.close();
      receiver.closeAllConnections();
      receiver.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

async function payAtPage(page: string, key: PayerCard, answer: 'approve' | 'refuse' = 'approve'): Promise<void> {
  const number = testCards.find((card) => card.key === key)?.number ?? '';
  const response = await postForm(page, { number, expiry: '12/34', cvc: '123' });
  const next = response.headers.get('location');
  if (next?.includes('/confirm')) await postForm(new URL(next, page).href, { answer });
}

function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freePort(): Promise<number> {
  const probe = http.createServer();
  const url = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return Number(new URL(url).port);
}
