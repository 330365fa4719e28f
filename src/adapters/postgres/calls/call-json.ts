import type { Call } from '../../../core/call/call.ts';
import type { CallEvent } from '../../../core/call/call-events.ts';
import { newCall } from '../../../core/call/new-call.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { Temporal } from '../../../core/shared/time.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The call as it is stored; instants are ISO text. */
export function writeCall(call: Call): string {
  return JSON.stringify(call);
}

/** A stored call with its instants; one from an earlier version lacks what was not remembered then. */
export function readCall(state: unknown): Call {
  const call = withInstants(state) as Call & { unwatched: Call['unwatched'] | Interval | null };
  return { ...newCall(call.visitId), ...call, unwatched: [call.unwatched ?? []].flat() };
}

/** The event without its type, which has a column of its own. */
export function writeEvent(event: CallEvent): string {
  const { type: _type, ...data } = event;
  return JSON.stringify(data);
}

export function readEvent(type: string, data: unknown): CallEvent {
  return withInstants({ ...(data as object), type }) as CallEvent;
}

/** A call holds ids, codes and instants but no free text, so text in the shape of an instant is one. */
function withInstants(value: unknown): unknown {
  if (typeof value === 'string') return instant.test(value) ? Temporal.Instant.from(value) : value;
  if (Array.isArray(value)) return value.map(withInstants);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withInstants(part)]));
}
