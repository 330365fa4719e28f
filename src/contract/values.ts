import { z } from 'zod';

/** Values that several routes share. Instants are ISO 8601 in UTC, dates are facility-local, money is whole cents. */
export const idOf = <Prefix extends string>(prefix: Prefix) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{16,40}$`), `must be an id that begins with ${prefix}_`);
export const VisitId = idOf('vst');
export const ResidentId = idOf('res');
export const FacilityId = idOf('fac');
export const StationId = idOf('sta');
export const RecordingId = idOf('rec');
export const StaffId = idOf('stf');

/** The database keeps neither a zero character nor half of a pair of surrogates, as a browser sends where an emoji was cut. */
const isText = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);
const notText = 'must be text';

export const InstantText = z.iso.datetime({ offset: false });
/** When somebody wants a visit to begin; rows keep milliseconds, and what is read around the first and the last years the database cannot name. */
export const WishedStart = InstantText.refine((text) => !/\.\d{4}/.test(text), 'must be no finer than milliseconds').refine(
  (text) => text.startsWith('2'),
  'must be in this millennium',
);
export const DateText = z.iso.date();
export const CentsAmount = z.int().min(0);
export const Language = z.enum(['en', 'es']);
export const Email = z.email().max(254);
export const Password = z.string().min(10, 'must have at least 10 characters').max(200);
/** What the link of a mail carries. */
export const MailToken = z.string().min(10).max(500);
export const PersonName = z.string().trim().min(1).max(120).refine(isText, notText);
export const Note = z.string().trim().max(1000).refine(isText, notText);
export const Done = z.object({ done: z.literal(true) });
