import type { VisitId } from '../core/shared/ids.ts';

/** Addresses of the visitor's pages that leave the house: in mails, calendar files, and where the card processor sends a browser back to. */

/** The page of one visit. @param publicUrl without a slash at the end */
export function visitPage(publicUrl: string, id: VisitId): string {
  return `${publicUrl}/visit/${id}`;
}

/** Where the bank's page leads back to, whatever was answered there. */
export function bankReturnPage(publicUrl: string, id: VisitId): string {
  return `${publicUrl}/visit/${id}/bank`;
}

/** Where the hosted card page leads back to: `saved` sends the request, `cancelled` leads to where the card was asked for. */
export function cardReturnPage(publicUrl: string, id: VisitId, card: 'saved' | 'cancelled'): string {
  return `${publicUrl}/return/${id}?card=${card}`;
}
