import type { ColumnType } from 'kysely';
import type { Mail } from '../../ports/mailer.ts';
import type { SaidMail } from '../../ports/queued-mail.ts';

/** `json` and `jsonb`: read as values, written as text. */
export type Json = ColumnType<unknown, string, string>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** `bigint` may exceed a double, so it is read as text. */
export type BigInteger = ColumnType<string, number | string, number | string>;
/** `outbox_mails.said`: a queued mail but for its reader, who has a column. */
export type Said = Omit<SaidMail, 'to'> | Omit<Mail, 'to'>;
