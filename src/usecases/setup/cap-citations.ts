/** Where a schedule of caps can be looked up, by its id in video-rate-caps.json. */
const citations: Readonly<Record<string, string>> = {
  'fcc-24-75': 'FCC 24-75 (2024), 47 CFR Part 64, Subpart FF',
  'fcc-25-75': 'FCC 25-75, 90 FR 56013, 47 CFR Part 64, Subpart FF',
};

/** The citation shown beside a rate; the subpart alone for a schedule that came later than this text. */
export function citationOf(scheduleId: string): string {
  return citations[scheduleId] ?? '47 CFR Part 64, Subpart FF';
}
