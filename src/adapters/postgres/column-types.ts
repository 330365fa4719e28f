import type { ColumnType } from 'kysely';

/** `json` and `jsonb`: read as values, written as text. */
export type Json = ColumnType<unknown, string, string>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** `bigint` may exceed a double, so it is read as text. */
export type BigInteger = ColumnType<string, number | string, number | string>;
