import type { ConnectionStatus } from '../core/people/connection.ts';
import type { FacilityId, ResidentId, VisitorId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { VisitorAccount } from './visitor-authenticator.ts';

/** A visitor as we keep them. */
export interface VisitorRecord {
  readonly id: VisitorId;
  readonly authUserId: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'en' | 'es';
}

/** A facility as families are told of it. */
export interface FacilityNames {
  readonly id: FacilityId;
  readonly slug: string;
  readonly name: string;
  readonly state: string;
  readonly timeZone: string;
  readonly residentWord: string;
}

export interface ContactRecord {
  readonly residentId: ResidentId;
  readonly residentName: string;
  readonly inCustody: boolean;
  readonly facility: FacilityNames;
  readonly relationship: string;
  readonly status: ConnectionStatus;
}

/** Rows of visitors, within one transaction. Deleted visitors are not found. */
export interface VisitorAccounts {
  /** The row of a verified account; made when it is not there yet. Null when the visitor was deleted. */
  ensure(account: VisitorAccount, now: Temporal.Instant): Promise<VisitorRecord | null>;
  find(id: VisitorId): Promise<VisitorRecord | null>;
  change(id: VisitorId, change: { readonly name?: string; readonly language?: 'en' | 'es' }): Promise<VisitorRecord | null>;
  /** Connects the visitor with every resident whose visitor list names the verified address (P2); answers how many are new. */
  connectListed(visitor: VisitorRecord, now: Temporal.Instant): Promise<number>;
  contactsOf(id: VisitorId): Promise<readonly ContactRecord[]>;
  /** Locks the visitor's row, so that no visit is requested meanwhile. */
  countOpenVisits(id: VisitorId): Promise<number>;
  /** Takes name, address and birth date away; visits, money and audit log keep the id. */
  anonymize(id: VisitorId, now: Temporal.Instant): Promise<void>;
}
