import type { SetUpOutcome } from './set-up-facility.ts';

/** What setup says at its end: passwords, which are shown once, and what only people can do. */
export function nextSteps(outcome: SetUpOutcome, publicUrl: string): string[] {
  const lines: string[] = [];
  for (const { email, password } of outcome.passwords)
    lines.push('', `Sign in at ${publicUrl}/staff as ${email}`, `with this password, which is shown only now: ${password}`);
  if (outcome.passwords.length > 0) lines.push('The first sign-in asks to set up an authenticator app.');
  else
    lines.push(
      'All staff keep their passwords. A lost one is replaced with --new-password (not the admin’s: together with --scheduler-email, --officer-email or --investigator-email).',
    );
  if (outcome.otherHoursKept) lines.push('The visiting hours were left as they are: the facility has a timetable already.');
  const { stationsNotReady } = outcome;
  if (stationsNotReady.length > 0)
    lines.push(
      '',
      `Not ready yet: ${stationsNotReady.join(', ')}. On the page Stations the admin approves the camera view of each and enrolls its device;`,
      'no time is offered before the view is approved.',
    );
  lines.push(
    'Residents sign in at a station with a PIN that the admin gives on the page Residents.',
    'Run setup again for what is missing or new: --stations, --hours, --residents, and name and e-mail of a --scheduler-…, an --officer-…, an --investigator-… (who alone may look at recordings).',
  );
  return lines;
}
