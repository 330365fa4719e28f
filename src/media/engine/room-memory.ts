import type { ParticipantPermission } from '@livekit/protocol';
import { narrowed, toPermission, type VideoGrant, withPermission } from '../signal/grants.ts';
import type { TokenClaims } from '../signal/tokens.ts';

/**
 * What a room remembers about identities so that an older token cannot undo an administrator's decision: who was removed, and which permissions were set.
 * LiveKit's own server remembers neither. A token issued AFTER the decision is a new decision and is believed.
 */
export class RoomMemory {
  readonly #removed = new Map<string, number>();
  readonly #decisions = new Map<string, { permission: ParticipantPermission; at: number }>();
  /** What each identity may do at present, by the last token of the app it came with or the last decision, whichever was later. */
  readonly #standing = new Map<string, ParticipantPermission>();

  /**
   * Bars tokens issued until `second` (Unix seconds, default now). Tokens count whole seconds, so one issued in the very second of the removal is barred too:
   * who is let in again needs a token of the next second.
   */
  remove(identity: string, second = Math.floor(Date.now() / 1000)): void {
    this.#removed.set(identity, Math.max(second, this.#removed.get(identity) ?? 0));
  }

  isBarred(claims: TokenClaims): boolean {
    const removed = this.#removed.get(claims.identity);
    return removed !== undefined && claims.issuedAt <= removed;
  }

  decide(identity: string, permission: ParticipantPermission): void {
    this.#decisions.set(identity, { permission, at: Math.floor(Date.now() / 1000) });
    this.#standing.set(identity, permission);
  }

  /**
   * What the bearer may do now that it comes in. A token of the app: its grant, narrowed (never widened) by a decision made since it was issued.
   * A renewed one is no decision of anybody: what was last decided about its identity holds, and where nothing is remembered, its own narrow grant.
   */
  join(claims: TokenClaims): VideoGrant {
    if (claims.refreshed) {
      const standing = this.#standing.get(claims.identity);
      return standing ? withPermission(claims.grant, standing) : claims.grant;
    }
    const decision = this.#decisions.get(claims.identity);
    const grant = decision && claims.issuedAt <= decision.at ? narrowed(claims.grant, decision.permission) : claims.grant;
    this.#standing.set(claims.identity, toPermission(grant));
    return grant;
  }
}
