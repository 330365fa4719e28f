/** When somebody last looked at a call, so that the next one knows for how long nobody did. */
export const up = `
alter table calls add column looked_at timestamptz;
`;
