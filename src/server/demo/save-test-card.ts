import { setTimeout as wait } from 'node:timers/promises';

/** Fills in the sandbox processor's hosted page as a visitor would; the processor may still be starting beside us. */
export async function saveTestCard(hostedPage: string): Promise<void> {
  const body = new URLSearchParams({ lang: 'en', number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123' });
  const saved = await fetch(hostedPage, { method: 'POST', body, redirect: 'manual' });
  if (saved.status !== 303) throw new Error(`the sandbox processor did not save the test card (${saved.status})`);
}

/** Waits until the sandbox answers; throws after some seconds. */
export async function sandboxAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answers = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return;
    await wait(200);
  }
  throw new Error(`the sandbox card processor does not answer at ${url}`);
}
