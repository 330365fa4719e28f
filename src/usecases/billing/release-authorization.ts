import { type PaymentGateway, PaymentRefused } from '../../ports/payment-gateway.ts';

/**
 * Gives an authorization back, or takes back the bank's question about one. Calm when it was given back before and when the bank said no,
 * for then nothing is set aside. Throws PaymentUnavailable.
 */
export async function releaseAuthorization({ payments }: { readonly payments: PaymentGateway }, authorizationId: string): Promise<void> {
  try {
    await payments.release(authorizationId, `release:${authorizationId}`);
  } catch (error) {
    if (!(error instanceof PaymentRefused && error.code === 'not-authorized')) throw error;
  }
}
