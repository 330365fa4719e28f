import { type PaymentGateway, PaymentUnavailable } from '../../ports/payment-gateway.ts';

/** No card processor at all (`PAYMENTS=none`): facilities free of charge never ask it, everybody else is told that paying is not possible. */
export const noPayments: PaymentGateway = {
  takesCards: false,
  openCardSetup: unavailable,
  expireCardSetup: unavailable,
  readCardSetup: unavailable,
  authorize: unavailable,
  readAuthorization: unavailable,
  capture: unavailable,
  release: unavailable,
  refund: unavailable,
  forgetCard: unavailable,
  verifyWebhook: () => ({ ok: false, refusal: 'signature-wrong' }),
};

async function unavailable(): Promise<never> {
  throw new PaymentUnavailable('no card processor is set up (PAYMENTS=none)');
}
