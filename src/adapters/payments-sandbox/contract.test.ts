import { FakePaymentGateway } from '../../../test/support/fake-payment-gateway.ts';
import { openSandboxWorld } from '../../../test/support/sandbox-world.ts';
import { paymentGatewayContract } from '../payment-gateway-contract.ts';

paymentGatewayContract('the sandbox processor over HTTP', openSandboxWorld);

paymentGatewayContract('the fake processor in memory', async () => {
  const gateway = new FakePaymentGateway();
  const lastPart = (url: string): string => url.split('/').at(-1) ?? '';
  return {
    gateway,
    payAtPage: async (url, card, answer) => gateway.saveCard(lastPart(url), card, answer),
    answerBank: async (url, answer) => gateway.answerBank(lastPart(url), answer),
    webhooks: () => gateway.webhooks,
    close: async () => {},
  };
});
