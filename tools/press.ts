import type { OpenPage } from './shown-pages.ts';

/** Presses the first button of exactly this name. */
export async function press({ page }: OpenPage, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}

/** Chooses a password with a link that no longer works. */
export async function chooseWithOldLink(open: OpenPage): Promise<void> {
  await open.page.getByLabel(open.t('field.newPassword')).fill('four words in a row');
  await press(open, open.t('reset.button'));
  await open.page.getByText(open.t('reset.again')).waitFor();
}
