import type { CallTables } from './tables-calls.ts';
import type { FacilityTables } from './tables-facility.ts';
import type { HouseTables } from './tables-house.ts';
import type { MoneyTables } from './tables-money.ts';
import type { PeopleTables } from './tables-people.ts';
import type { VisitTables } from './tables-visits.ts';

/**
 * The tables as node-postgres hands them over. `bigint` and `numeric` arrive as strings (they may exceed a double), `date` and `time` as text
 * (a Date would drag a time zone in; the pool's parsers see to it), `tstzrange` as text that range.ts reads and writes.
 */
export interface Tables extends CallTables, FacilityTables, HouseTables, MoneyTables, PeopleTables, VisitTables {}
