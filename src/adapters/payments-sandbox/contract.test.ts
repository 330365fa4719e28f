import { FakePaymentGateway } from '../../../test/support/fake-payment-gateway.ts';
import { paymentGatewayContract } from '../../../test/support/payment-gateway-contract.ts';
import { openSandboxWorld } from '../../../test/support/sandbox-world.ts';

paymentGatewayContract('the sandbox processor over HTTP', openSandboxWorld);

paymentGatewayContract('the fake processor in memory', async () => {
  const gateway = new FakePaymentGateway();
  const lastPart = (url: string): string => url.split('/').at(-1) ?? '';
  return {
    gateway,
    languageAt: async (url) => gateway.languageAt(lastPart(url)),
    payAtPage: async (url, card, answer) => gateway.saveCard(lastPart(url), card, answer),
    answerBank: async (url, answer) => gateway.answerBank(lastPart(url), answer),
    webhooks: () => gateway.webhooks,
    close: async () => {},
  };
});
