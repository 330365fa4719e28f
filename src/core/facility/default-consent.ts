/** The text both sides agree to before any media flows; counsel may replace it by a new version. */
export const defaultConsentTexts: Readonly<Record<'en' | 'es', string>> = {
  en: 'This video visit is recorded, and staff of the facility may watch it live or later. It is not for talks with an attorney. If you agree, the visit can begin; if you do not, leave now, and nothing is charged.',
  es: 'Esta visita por video se graba, y el personal del centro puede verla en vivo o después. No es para hablar con un abogado. Si acepta, la visita puede empezar; si no acepta, salga ahora y no se cobra nada.',
};
