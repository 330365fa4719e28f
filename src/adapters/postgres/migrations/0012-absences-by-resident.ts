/** The absences of a resident are read with the facts of every booking. */
export const up = 'create index absences_of_resident on resident_absences (resident_id)';
