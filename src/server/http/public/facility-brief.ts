import type { z } from 'zod';
import type { FacilityBrief } from '../../../contract/visit.ts';
import type { FacilityNames } from '../../../ports/visitor-accounts.ts';

type Brief = z.output<typeof FacilityBrief>;

/** A facility wherever one is named. The word for residents is checked when a facility is set up. */
export function briefOf(names: FacilityNames): Brief {
  return { ...names, residentWord: names.residentWord as Brief['residentWord'] };
}
