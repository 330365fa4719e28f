/** One mail about an account, without the receiver's name: half of these go to people who never asked for them. */
export interface AccountMailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Language = 'en' | 'es';
export type AccountMailKind = 'verify' | 'reset' | 'already-known' | 'staff-reset';

interface Words {
  readonly subject: string;
  readonly before: string;
  readonly link: string;
  readonly after: string;
}

const words: Readonly<Record<AccountMailKind, Readonly<Record<Language, Words>>>> = {
  verify: {
    en: {
      subject: 'Confirm your e-mail address',
      before: 'You opened an account for video visits with this address. Confirm that it is yours:',
      link: 'Confirm my address',
      after: 'The link works once, for 24 hours. If you did not open an account, do nothing; without your confirmation it stays unused.',
    },
    es: {
      subject: 'Confirme su dirección de correo',
      before: 'Usted abrió una cuenta para visitas por video con esta dirección. Confirme que es suya:',
      link: 'Confirmar mi dirección',
      after: 'El enlace funciona una vez, durante 24 horas. Si usted no abrió una cuenta, no haga nada; sin su confirmación no se usará.',
    },
  },
  reset: {
    en: {
      subject: 'Choose a new password',
      before: 'Somebody, probably you, asked for a new password for this address. Choose it here:',
      link: 'Choose a new password',
      after: 'The link works once, for one hour. If it was not you, do nothing; your password stays as it is.',
    },
    es: {
      subject: 'Elija una contraseña nueva',
      before: 'Alguien, probablemente usted, pidió una contraseña nueva para esta dirección. Elíjala aquí:',
      link: 'Elegir una contraseña nueva',
      after: 'El enlace funciona una vez, durante una hora. Si no fue usted, no haga nada; su contraseña no cambia.',
    },
  },
  'staff-reset': {
    en: {
      subject: 'Choose a new password for the staff pages',
      before: 'Somebody, probably you, asked for a new password for the staff account of this address. Choose it here:',
      link: 'Choose a new password',
      after:
        'The link works once, for one hour. To sign in you still need a code of your authenticator app. If it was not you, do nothing; your password stays as it is.',
    },
    es: {
      subject: 'Elija una contraseña nueva para las páginas del personal',
      before: 'Alguien, probablemente usted, pidió una contraseña nueva para la cuenta del personal de esta dirección. Elíjala aquí:',
      link: 'Elegir una contraseña nueva',
      after:
        'El enlace funciona una vez, durante una hora. Para entrar todavía necesita un código de su aplicación de autenticación. Si no fue usted, no haga nada; su contraseña no cambia.',
    },
  },
  'already-known': {
    en: {
      subject: 'You already have an account',
      before: 'Somebody, probably you, tried to open an account with this address. You already have one. Sign in here:',
      link: 'Sign in',
      after: 'If you do not remember your password, choose a new one on that page. If it was not you, do nothing.',
    },
    es: {
      subject: 'Usted ya tiene una cuenta',
      before: 'Alguien, probablemente usted, intentó abrir una cuenta con esta dirección. Usted ya tiene una. Entre aquí:',
      link: 'Entrar',
      after: 'Si no recuerda su contraseña, elija una nueva en esa página. Si no fue usted, no haga nada.',
    },
  },
};

/** The mail of a kind with its link; `link` must be an address of ours, tokens URL-encoded. */
export function accountMail(kind: AccountMailKind, language: Language, link: string): AccountMailText {
  const { subject, before, link: label, after } = words[kind][language];
  return {
    subject,
    text: `${before}\n\n${link}\n\n${after}\n`,
    html: `<!doctype html><html lang="${language}"><body><p>${before}</p><p><a href="${link}">${label}</a></p><p>${link}</p><p>${after}</p></body></html>`,
  };
}

/** Where each kind leads. */
export function accountLink(publicUrl: string, kind: AccountMailKind, token = ''): string {
  if (kind === 'already-known') return `${publicUrl}/sign-in`;
  if (kind === 'staff-reset') return `${publicUrl}/staff/reset?token=${encodeURIComponent(token)}`;
  return `${publicUrl}/${kind}?token=${encodeURIComponent(token)}`;
}
