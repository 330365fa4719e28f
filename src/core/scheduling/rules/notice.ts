import type { Finding } from '../../shared/finding.ts';
import { Temporal } from '../../shared/time.ts';
import { newFinding } from './new-finding.ts';
import { facilityDate, type RuleContext, visitTypePolicy } from './rule.ts';

/**
 * W2: minimum notice in minutes and maximum notice in facility-local days, for each actor. Both are judged by the moment of asking, so
 * that a request does not become too late while it waits for staff; a start that has passed is too late for everybody.
 */
export function notice(context: RuleContext): Finding[] {
  const row = visitTypePolicy(context);
  if (!row) return [];
  const { wish, now } = context;
  const asked = wish.askedAt ?? now;
  const minimumMinutes = row.minimumNoticeMinutes[wish.actor];
  const givenMinutes = (wish.during.start.epochMilliseconds - asked.epochMilliseconds) / 60_000;
  if (givenMinutes < minimumMinutes || Temporal.Instant.compare(wish.during.start, now) < 0)
    return [newFinding('W2', 'notice-too-short', 'refuse', { detail: { minimumMinutes } })];

  const maximumDays = row.maximumNoticeDays[wish.actor];
  const lastDay = facilityDate(context, asked).add({ days: maximumDays });
  if (Temporal.PlainDate.compare(facilityDate(context, wish.during.start), lastDay) <= 0) return [];
  return [newFinding('W2', 'notice-too-long', 'refuse', { detail: { maximumDays } })];
}
