import type { StaffRole } from '../../core/access/caller.ts';

/** Password of every demo account and PIN of every demo resident. They open invented data on one machine, never a production. */
export const demoPassword = 'open-visit-demo';
export const demoPin = '2468';

export interface DemoStaff {
  readonly facility: 'cedar' | 'northfield';
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  /** Base 32; known, so that /dev/codes can show the code of the moment. */
  readonly secondFactor: string;
}

export const demoStaff: readonly DemoStaff[] = [
  {
    facility: 'cedar',
    name: 'Sam Ortega',
    email: 'scheduler@cedar.example',
    roles: ['scheduler'],
    secondFactor: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  {
    facility: 'cedar',
    name: 'Olga Brandt',
    email: 'officer@cedar.example',
    roles: ['unit-officer'],
    secondFactor: 'KRUGKIDROVUWG2ZAKRUGKIDROVUWG2ZA',
  },
  {
    facility: 'cedar',
    name: 'Ivan Petrov',
    email: 'investigator@cedar.example',
    roles: ['investigator'],
    secondFactor: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK',
  },
  {
    facility: 'cedar',
    name: 'Alex Kim',
    email: 'admin@cedar.example',
    roles: ['facility-admin'],
    secondFactor: 'NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE',
  },
  {
    facility: 'northfield',
    name: 'Nora Lind',
    email: 'admin@northfield.example',
    roles: ['scheduler', 'facility-admin'],
    secondFactor: 'ONSWG4TFOQQGI3LBONSWG4TFOQQGI3LB',
  },
];

export interface DemoVisitor {
  readonly key: 'ana' | 'dana' | 'rosa' | 'grace' | 'miguel' | 'helen' | 'james' | 'priya';
  readonly name: string;
  readonly email: string;
  readonly birthOn: string;
  readonly language: 'en' | 'es';
}

export const demoVisitors: readonly DemoVisitor[] = [
  { key: 'ana', name: 'Ana Reed', email: 'ana@example.org', birthOn: '1991-04-12', language: 'en' },
  { key: 'dana', name: 'Dana Cole', email: 'dana@example.org', birthOn: '1993-09-30', language: 'en' },
  { key: 'rosa', name: 'Rosa Delgado', email: 'rosa@example.org', birthOn: '1968-02-21', language: 'es' },
  { key: 'grace', name: 'Grace Whitfield', email: 'grace@example.org', birthOn: '1949-11-03', language: 'en' },
  { key: 'miguel', name: 'Miguel Torres', email: 'miguel@example.org', birthOn: '1985-07-19', language: 'es' },
  { key: 'helen', name: 'Helen Novak', email: 'helen@example.org', birthOn: '1972-01-08', language: 'en' },
  { key: 'james', name: 'James Okafor', email: 'james@example.org', birthOn: '1979-05-25', language: 'en' },
  { key: 'priya', name: 'Priya Shah', email: 'priya@example.org', birthOn: '1996-12-14', language: 'en' },
];

/** An address on Marcus's visitor list that nobody has signed up with yet: for trying the sign-up. */
export const listedNewcomer = 'maria@example.org';

/** Residents with a part in the demo; the rest get names from the lists below. */
export const namedResidents = {
  marcus: { name: 'Marcus Reed', bookingNumber: '204117' },
  luis: { name: 'Luis Delgado', bookingNumber: '204118' },
  derrick: { name: 'Derrick Hobbs', bookingNumber: '204119' },
  tyrell: { name: 'Tyrell Whitfield', bookingNumber: '70012' },
} as const;

export const givenNames = [
  'Aaron',
  'Brian',
  'Calvin',
  'Derrick',
  'Elena',
  'Felix',
  'Gloria',
  'Hector',
  'Isaiah',
  'Jamal',
  'Kendra',
  'Leon',
  'Monique',
  'Nathan',
  'Oscar',
  'Paula',
  'Quentin',
  'Raymond',
  'Shawna',
  'Terrence',
] as const;
export const familyNames = [
  'Abbott',
  'Barnes',
  'Castillo',
  'Dawson',
  'Ellison',
  'Foster',
  'Garner',
  'Hobbs',
  'Ibarra',
  'Jennings',
  'Keller',
  'Lawson',
  'Mercado',
  'Nolan',
  'Osborne',
  'Pruitt',
  'Quiroga',
  'Rhodes',
  'Salazar',
  'Tillman',
] as const;
