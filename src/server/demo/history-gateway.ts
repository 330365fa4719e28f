import { refuse } from '../../core/shared/result.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { PaymentGateway } from '../../ports/payment-gateway.ts';

/**
 * Answers for visits of the past whose money is settled: the processor of the demo knows nothing of last week, and nobody will ever ask it
 * about these cards again.
 */
export function historyGateway(ids: IdSource): PaymentGateway {
  const card = { token: 'card_of_last_week', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034 };
  return {
    takesCards: true,
    openCardSetup: async () => ({ id: ids.next('setup'), url: 'about:blank' }),
    expireCardSetup: async () => ({ status: 'complete', card }),
    readCardSetup: async () => ({ status: 'complete', card }),
    authorize: async () => ({ status: 'authorized', id: ids.next('auth') }),
    readAuthorization: async (id) => ({ status: 'authorized', id }),
    capture: async () => undefined,
    release: async () => undefined,
    refund: async () => undefined,
    forgetCard: async () => undefined,
    verifyWebhook: () => refuse('signature-wrong'),
  };
}
