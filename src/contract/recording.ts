import { z } from 'zod';
import { InstantText, RecordingId, VisitId } from './values.ts';

/** A recording in the list of investigators. */
export const RecordingRow = z
  .object({
    id: RecordingId,
    visitId: VisitId,
    startedAt: InstantText,
    resident: z.string(),
    visitor: z.string(),
    state: z.enum(['started', 'sealed', 'broken', 'deleted']),
    looks: z.int(),
  })
  .meta({ id: 'RecordingRow' });

/** A recording that was opened for a stated purpose: its files, checked just now, and who looked before. */
export const RecordingDetail = z
  .object({
    id: RecordingId,
    visitId: VisitId,
    resident: z.string(),
    visitor: z.string(),
    deleteAfter: InstantText,
    files: z.array(
      z.object({
        fileId: z.string(),
        side: z.enum(['visitor', 'resident']),
        /** Arrival clock; the base to lay two files side by side. */
        startedAt: InstantText,
        durationMilliseconds: z.int(),
        bytes: z.int(),
        hash: z.string(),
        endedHow: z.string(),
        /** Result of checking every chunk against the manifest just now. */
        integrity: z.discriminatedUnion('intact', [
          z.object({ intact: z.literal(true) }),
          z.object({ intact: z.literal(false), brokenAtSecond: z.number().nullable(), reason: z.string() }),
        ]),
        /** Address of the WebM; answers ranges. */
        mediaUrl: z.string(),
      }),
    ),
    looks: z.array(z.object({ at: InstantText, by: z.string(), purpose: z.string() })),
  })
  .meta({ id: 'RecordingDetail' });
