/** Hours of the longest visit and claim, as the constraints `visits_are_short` and `claims_are_short` have it: so far before a time is looked for what reaches into it. */
export const LONGEST_VISIT_HOURS = 24;
