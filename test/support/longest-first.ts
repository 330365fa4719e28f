import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first, in every project: begun last, one of them would run alone at the end. */
const longest = [
  'journeys/a-visit',
  'journeys/pages',
  'journeys/restart',
  'journeys/booking-old-browsers',
  'journeys/bad-days',
  'journeys/card-page',
  'journeys/a-call',
  'journeys/desk',
  'media/recorder',
  'media/reconnect',
  'media/recorder-faults',
  'supervisor/platform',
  'embedded/start-postgres',
  'http/visitor-accounts',
  'setup/setup',
  'http/staff-password',
];

/** Order of a run: the files that are known to take long, then what vitest remembers or guesses of the others. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
