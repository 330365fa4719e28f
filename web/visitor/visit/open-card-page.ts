import { api } from '../../api/client.ts';

/** Leads to the processor's page that saves a card for this visit, in the language that is read here. */
export async function openCardPage(visitId: string, language: 'en' | 'es'): Promise<void> {
  const { url } = await api('POST /api/visitor/visits/:visitId/card-setup', { params: { visitId }, query: { language } });
  location.assign(url);
}
