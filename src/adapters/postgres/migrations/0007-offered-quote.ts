/**
 * An offer of staff brings its own price, since it may be of another length. Offers that wait already kept the price of the visit. A visit
 * has both, slot and price of an offer, or neither.
 */
export const up = `
alter table visits add column offered_quote jsonb;
update visits set offered_quote = quote where offered_slot is not null;
alter table visits add constraint offer_is_whole check ((offered_slot is null) = (offered_quote is null));
`;
