/** Visit types that a policy has a row for. */
export const visitTypes = ['social', 'legal', 'clergy', 'official', 'medical'] as const;
export type VisitType = (typeof visitTypes)[number];
