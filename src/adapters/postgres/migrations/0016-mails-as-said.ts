/**
 * The outbox keeps what a mail says, in one column; text, HTML and calendar file of a visit's mail are made when it is sent. Mails from
 * before are dressed already and stay so, letter by letter, those in a demonstration's mailbox too. What had been emptied says nothing.
 */
export const up = `
alter table outbox_mails add column said jsonb;
update outbox_mails
  set said = jsonb_strip_nulls(jsonb_build_object('subject', subject, 'text', text_body, 'html', html_body, 'calendar', calendar))
  where sent_at is null or html_body <> '';
alter table outbox_mails drop column subject, drop column text_body, drop column html_body, drop column calendar;
`;
