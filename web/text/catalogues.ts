import type callEn from './call.en.json';
import type { Language } from './language.ts';
import type staffEn from './staff.en.json';
import type stationEn from './station.en.json';
import type uiEn from './ui.en.json';
import type visitorEn from './visitor.en.json';

/** Every sentence there is, by its key. */
export type TextKey = keyof (typeof uiEn & typeof visitorEn & typeof callEn & typeof staffEn & typeof stationEn);

/** Parts of the catalogue that load apart: `ui` holds what all apps say, refusals included. */
export type TextArea = 'ui' | 'visitor' | 'call' | 'staff' | 'station';
export type Catalogue = Readonly<Record<string, string>>;

type Loader = () => Promise<{ readonly default: Catalogue }>;
const loaders: Readonly<Record<TextArea, Readonly<Record<Language, Loader>>>> = {
  ui: {
    en: () => import('./ui.en.json', { with: { type: 'json' } }),
    es: () => import('./ui.es.json', { with: { type: 'json' } }),
  },
  visitor: {
    en: () => import('./visitor.en.json', { with: { type: 'json' } }),
    es: () => import('./visitor.es.json', { with: { type: 'json' } }),
  },
  call: {
    en: () => import('./call.en.json', { with: { type: 'json' } }),
    es: () => import('./call.es.json', { with: { type: 'json' } }),
  },
  staff: {
    en: () => import('./staff.en.json', { with: { type: 'json' } }),
    es: () => import('./staff.es.json', { with: { type: 'json' } }),
  },
  station: {
    en: () => import('./station.en.json', { with: { type: 'json' } }),
    es: () => import('./station.es.json', { with: { type: 'json' } }),
  },
};

/** Loads some areas of one language and lays them over each other. */
export async function loadCatalogue(language: Language, areas: readonly TextArea[]): Promise<Catalogue> {
  const parts = await Promise.all(areas.map((area) => loaders[area][language]()));
  return Object.assign({}, ...parts.map((part) => part.default));
}
