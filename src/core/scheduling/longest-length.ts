/** Minutes of the longest visit that can be asked for or offered; the database keeps none beyond a day. */
export const LONGEST_LENGTH_MINUTES = 240;
