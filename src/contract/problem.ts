import { z } from 'zod';
import { findingCodes } from '../core/shared/finding.ts';
import { refusalCodes } from '../core/shared/refusal-codes.ts';

/** How every refusal arrives: RFC 9457 problem details with our stable code. `title` is an English sentence that says what to do. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the page that explains the code'),
    title: z.string(),
    status: z.int(),
    code: z.enum(refusalCodes),
    /** Which fields were wrong, for bad-input. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Rules that refused, in the outsider's words. */
    findings: z.array(z.object({ code: z.enum([...findingCodes, 'not-possible']), until: z.string().nullable() })).optional(),
    /** Figures the sentence needs; for a lost slot also `alternatives`. */
    detail: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
