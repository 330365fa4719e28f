/** Read by the form at run time, so apart from the schemas: it asks for what the server believes. */
export { oldestBirthOn } from '../core/people/birth.ts';
