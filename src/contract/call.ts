import { z } from 'zod';
import { callStatuses } from '../core/call/call.ts';
import { visitStatuses } from '../core/visit/visit-status.ts';
import { CentsAmount, InstantText, VisitId } from './values.ts';

/** The waiting room and the call as one side sees them; the server owns the clock, `serverNow` lets the page show it. */
export const CallView = z
  .object({
    visitId: VisitId,
    visitStatus: z.enum(visitStatuses),
    serverNow: InstantText,
    startsAt: InstantText,
    endsAt: InstantText,
    joinableAt: InstantText,
    status: z.enum(callStatuses),
    gate: z.enum(['shut', 'open']),
    liveAt: InstantText.nullable(),
    /** Set once live. */
    callEndsAt: InstantText.nullable(),
    warningsSeconds: z.array(z.int()),
    me: z.object({ present: z.boolean(), consented: z.boolean() }),
    other: z.object({ present: z.boolean(), name: z.string() }),
    /** While interrupted: whose connection is lost, from the reader's view. */
    interrupted: z.object({ who: z.enum(['me', 'other', 'platform']), since: InstantText }).nullable(),
    recorded: z.boolean(),
    endCause: z.string().nullable(),
  })
  .meta({ id: 'CallView' });
export type CallView = z.infer<typeof CallView>;

export const ConsentText = z
  .object({ version: z.string(), language: z.string(), body: z.string(), consented: z.boolean() })
  .meta({ id: 'ConsentText' });

/** The leave to be in one call; the token is for the media server only and lives for seconds. */
export const JoinGrant = z
  .object({
    url: z.string().describe('WebSocket address of the media server; empty means this origin'),
    token: z.string(),
    /** `livekit`: a LiveKit server or cluster; `embedded`: the engine of this installation. */
    engine: z.enum(['embedded', 'livekit']),
    identity: z.string(),
    otherIdentity: z.string(),
  })
  .meta({ id: 'JoinGrant' });

/** What the page of one side tells of its media; never trusted for money, only for "both see each other". */
export const CallSignal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first-media') }),
  z.object({ kind: z.literal('leave') }),
]);

const TimelinePart = z.object({
  kind: z.enum(['together', 'gap']),
  startsAt: InstantText,
  endsAt: InstantText,
  cause: z.enum(['visitor', 'resident', 'platform']).nullable(),
});

/** After the call: what was delivered and, for the visitor, the arithmetic of the money. */
export const CallSummary = z
  .object({
    visitId: VisitId,
    endCause: z.string().nullable(),
    bookedMinutes: z.int(),
    deliveredSeconds: z.int(),
    timeline: z.array(TimelinePart),
    settlement: z
      .object({
        centsPerMinute: CentsAmount,
        billedSeconds: z.int(),
        authorizedCents: CentsAmount,
        capturedCents: CentsAmount,
        releasedCents: CentsAmount,
      })
      .nullable(),
  })
  .meta({ id: 'CallSummary' });
