import type { ParticipantPermission } from '@livekit/protocol';
import { mayPublish, mayPublishData, maySubscribe, type VideoGrant } from '../signal/grants.ts';
import type { TokenClaims } from '../signal/tokens.ts';

/**
 * What a room remembers about identities so that an older token cannot undo an administrator's decision: who was removed, and which permissions were set.
 * LiveKit's own server remembers neither. A token issued AFTER the decision is a new decision and is believed.
 */
export class RoomMemory {
  readonly #removed = new Map<string, number>();
  readonly #decisions = new Map<string, { permission: ParticipantPermission; at: number }>();

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
  }

  /** The token's grant, narrowed (never widened) by a decision made since it was issued. */
  narrow(claims: TokenClaims): VideoGrant {
    const { grant } = claims;
    const decision = this.#decisions.get(claims.identity);
    if (!decision || claims.issuedAt > decision.at) return grant;
    const { permission } = decision;
    return {
      ...grant,
      canPublish: mayPublish(grant) && permission.canPublish,
      canSubscribe: maySubscribe(grant) && permission.canSubscribe,
      canPublishData: mayPublishData(grant) && permission.canPublishData,
      ...narrowSources(grant, permission),
    };
  }
}

/** No sources means every source, so an empty intersection must become "may not publish". */
function narrowSources(grant: VideoGrant, permission: ParticipantPermission): Partial<VideoGrant> {
  const own = grant.canPublishSources ?? [];
  const decided = permission.canPublishSources;
  if (decided.length === 0) return {};
  const left = own.length === 0 ? [...decided] : own.filter((source) => decided.includes(source));
  return left.length > 0 ? { canPublishSources: left } : { canPublish: false };
}
