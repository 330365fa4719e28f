/** Read by the station's pad at run time, so apart from the schemas. */
export { MOST_BOOKING_DIGITS } from '../core/people/booking-number.ts';
