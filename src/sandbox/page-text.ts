import type { CardConduct, CardFault } from './test-cards.ts';

export type Language = 'en' | 'es';

export interface PageText {
  language: string;
  other: { code: Language; name: string };
  sandbox: string;
  sandboxMore: string;
  title: string;
  nothingCharged: string;
  testCards: string;
  conduct: Record<CardConduct, string>;
  number: string;
  expiry: string;
  expiryHint: string;
  cvc: string;
  cvcHint: string;
  save: string;
  cancel: string;
  fault: Record<CardFault, string>;
  declined: string;
  refusedByBank: string;
  savedTitle: string;
  savedMore: string;
  goOn: string;
  expiredTitle: string;
  expiredMore: string;
  goBack: string;
  unknownTitle: string;
  unknownMore: string;
  bankTitle: string;
  bankMore: string;
  bankAmount: string;
  approve: string;
  refuse: string;
  answeredTitle: string;
  answeredMore: string;
}

const english: PageText = {
  language: 'Language',
  other: { code: 'es', name: 'Español' },
  sandbox: 'Sandbox: no real card',
  sandboxMore: 'This page only pretends to be a card processor. Never type the number of a real card here.',
  title: 'Save a card',
  nothingCharged: 'Nothing is charged now.',
  testCards: 'Choose a test card',
  conduct: {
    succeeds: 'A card that works',
    'declined-at-once': 'A card that is declined at once',
    'declined-later': 'A card that is saved, but declined later',
    'second-step': 'A card whose bank asks a second question now',
    'second-step-at-authorization': 'A card whose bank asks a second question later',
  },
  number: 'Card number',
  expiry: 'Valid until',
  expiryHint: 'Month and year, for example 12/34',
  cvc: 'Security code',
  cvcHint: 'Any 3 digits',
  save: 'Save this card',
  cancel: 'Go back without saving a card',
  fault: {
    number: 'The card number needs 12 to 19 digits. Choose a test card above.',
    'not-a-test-card': 'This is not a test card, and real cards are not taken here. Choose a test card above.',
    expiry: 'Type month and year like 12/34.',
    expired: 'This date has passed. Type a later one, for example 12/34.',
    cvc: 'Type 3 digits as the security code, for example 123.',
  },
  declined: 'The card was declined. Nothing was charged. Try another card.',
  refusedByBank: 'You refused at the bank, so the card was not saved. Nothing was charged. Try again or use another card.',
  savedTitle: 'Your card is saved',
  savedMore: 'Nothing was charged.',
  goOn: 'Continue',
  expiredTitle: 'This page has expired',
  expiredMore: 'No card was saved and nothing was charged. Go back, check that your time is still free, and start again from there.',
  goBack: 'Go back',
  unknownTitle: 'There is no such page',
  unknownMore: 'The address is incomplete or wrong. Go back to the site you came from and start again from there.',
  bankTitle: 'Your bank asks: is it you?',
  bankMore: 'A real bank would ask for a code or a fingerprint here.',
  bankAmount: 'This amount is to be set aside on your card:',
  approve: 'Approve',
  refuse: 'Refuse',
  answeredTitle: 'Your bank has your answer',
  answeredMore: 'You can close this page and go back to the site you came from.',
};

const spanish: PageText = {
  language: 'Idioma',
  other: { code: 'en', name: 'English' },
  sandbox: 'Prueba: no es una tarjeta real',
  sandboxMore: 'Esta página solo simula un procesador de tarjetas. Nunca escriba aquí el número de una tarjeta real.',
  title: 'Guardar una tarjeta',
  nothingCharged: 'No se cobra nada ahora.',
  testCards: 'Elija una tarjeta de prueba',
  conduct: {
    succeeds: 'Una tarjeta que funciona',
    'declined-at-once': 'Una tarjeta rechazada de inmediato',
    'declined-later': 'Una tarjeta que se guarda, pero se rechaza después',
    'second-step': 'Una tarjeta cuyo banco pide un segundo paso ahora',
    'second-step-at-authorization': 'Una tarjeta cuyo banco pide un segundo paso después',
  },
  number: 'Número de tarjeta',
  expiry: 'Válida hasta',
  expiryHint: 'Mes y año, por ejemplo 12/34',
  cvc: 'Código de seguridad',
  cvcHint: '3 dígitos cualesquiera',
  save: 'Guardar esta tarjeta',
  cancel: 'Volver sin guardar una tarjeta',
  fault: {
    number: 'El número de tarjeta necesita de 12 a 19 dígitos. Elija una tarjeta de prueba arriba.',
    'not-a-test-card': 'No es una tarjeta de prueba, y aquí no se aceptan tarjetas reales. Elija una tarjeta de prueba arriba.',
    expiry: 'Escriba mes y año así: 12/34.',
    expired: 'Esta fecha ya pasó. Escriba una posterior, por ejemplo 12/34.',
    cvc: 'Escriba 3 dígitos como código de seguridad, por ejemplo 123.',
  },
  declined: 'La tarjeta fue rechazada. No se cobró nada. Pruebe otra tarjeta.',
  refusedByBank: 'Usted lo rechazó en el banco, así que la tarjeta no se guardó. No se cobró nada. Inténtelo de nuevo o use otra tarjeta.',
  savedTitle: 'Su tarjeta está guardada',
  savedMore: 'No se cobró nada.',
  goOn: 'Continuar',
  expiredTitle: 'Esta página ha caducado',
  expiredMore: 'No se guardó ninguna tarjeta ni se cobró nada. Vuelva, compruebe que su hora siga libre y empiece de nuevo desde allí.',
  goBack: 'Volver',
  unknownTitle: 'Esta página no existe',
  unknownMore: 'La dirección está incompleta o es incorrecta. Vuelva al sitio del que vino y empiece de nuevo desde allí.',
  bankTitle: 'Su banco pregunta: ¿es usted?',
  bankMore: 'Un banco real pediría aquí un código o una huella.',
  bankAmount: 'Este importe quedará reservado en su tarjeta:',
  approve: 'Aprobar',
  refuse: 'Rechazar',
  answeredTitle: 'Su banco tiene su respuesta',
  answeredMore: 'Puede cerrar esta página y volver al sitio del que vino.',
};

export const pageText: Record<Language, PageText> = { en: english, es: spanish };

/** The language asked for in the address, else the browser's first of ours, else English. */
export function chooseLanguage(asked: unknown, acceptLanguage: string | undefined): Language {
  if (asked === 'en' || asked === 'es') return asked;
  const first = (acceptLanguage ?? '').toLowerCase().match(/\b(en|es)\b/)?.[0];
  return first === 'es' ? 'es' : 'en';
}
