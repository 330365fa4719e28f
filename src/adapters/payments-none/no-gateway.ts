import { refuse } from '../../core/shared/result.ts';
import { type PaymentGateway, PaymentUnavailable } from '../../ports/payment-gateway.ts';

/** No card processor: visits are free of charge, and nobody is ever sent to a hosted page. Whatever asks for money anyway is told so. */
export function noPaymentGateway(): PaymentGateway {
  const never = async (): Promise<never> => {
    throw new PaymentUnavailable('this installation takes no cards (PAYMENTS=none)');
  };
  return {
    openCardSetup: never,
    expireCardSetup: never,
    readCardSetup: never,
    authorize: never,
    readAuthorization: never,
    capture: never,
    release: never,
    refund: never,
    forgetCard: never,
    verifyWebhook: () => refuse('signature-wrong'),
  };
}
