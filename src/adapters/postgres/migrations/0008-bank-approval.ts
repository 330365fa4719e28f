/** A payment may wait for the payer's own approval at the bank. */
export const up = `
alter table payments drop constraint payments_status_check;
alter table payments add constraint payments_status_check
  check (status in ('free', 'no-card', 'card-saved', 'needs-approval', 'authorized', 'failed', 'captured', 'released'));
`;
