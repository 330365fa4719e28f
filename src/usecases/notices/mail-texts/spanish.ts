import { isLengthAlone, type MailLanguage } from './mail-words.ts';

/** Mails in Spanish. */
export const spanish: MailLanguage = {
  locale: 'es-US',
  greeting: (visitor) => `Hola, ${visitor}:`,
  link: 'Vea su visita y todo lo que ha pasado con ella:',
  closing: 'Recibe este correo porque pidió una visita por video. No responda, por favor: nadie lee este buzón.',
  calendar: {
    summary: (resident) => `Visita por video con ${resident}`,
    description: (facility, address) => `${facility}. Entre aquí: ${address}`,
  },
  reasons: {
    'identity-unclear': 'El centro no pudo saber por la solicitud quién hace la visita.',
    'resident-unavailable': 'La persona a la que quiere visitar no está disponible a esa hora.',
    'facility-schedule': 'El centro necesita esa hora para otra cosa.',
    'rules-not-met': 'La solicitud no cumple las reglas de visita del centro.',
    safety: 'El centro no puede realizar esta visita por ahora.',
    'resident-appointment': 'A esa hora no es posible una visita.',
    'station-unavailable': 'La estación de video está fuera de servicio a esa hora.',
    staffing: 'No hay suficiente personal a esa hora.',
    'visitor-changed-plans': 'Usted cambió de planes.',
    'visitor-unwell': 'Usted no se encuentra bien.',
    'resident-declined': 'La persona a la que quiere visitar no aceptó.',
    'payment-not-mended': 'No se pudo reservar el dinero en su tarjeta a tiempo.',
    'rules-changed': 'Las reglas de visita han cambiado.',
    'not-answered-in-time': 'Nadie del centro respondió a tiempo.',
    'revision-lapsed': 'La oferta no se respondió a tiempo.',
    other: '',
  },
  notices: {
    confirmed: (facts) => ({
      subject: `Confirmada: su visita por video con ${facts.resident}`,
      paragraphs: [
        `Su visita por video con ${facts.resident} está confirmada para el ${facts.when}. Puede durar ${facts.minutes} minutos.`,
        facts.isFree
          ? 'Esta visita es gratuita.'
          : `${facts.total} es lo máximo que puede costar. Se reserva en su tarjeta; usted paga solo el tiempo que de verdad pasen juntos.`,
        'Abra la página de la visita unos minutos antes y pruebe la cámara y el micrófono.',
      ],
    }),
    denied: (facts) => ({
      subject: `Su solicitud de visita con ${facts.resident} no fue aceptada`,
      paragraphs: [
        `Su solicitud para el ${facts.when} no fue aceptada.`,
        facts.reason,
        facts.note,
        facts.isFree ? '' : 'No se cobró nada.',
        'Puede pedir otra hora.',
      ],
    }),
    revised: (facts) => ({
      subject: `Se ofrece otra ${isLengthAlone(facts) ? 'duración' : 'hora'} para su visita con ${facts.resident}`,
      paragraphs: [
        `Usted pidió el ${facts.when}. ${facts.facility} ofrece ${isLengthAlone(facts) ? 'otra duración a la misma hora' : `en su lugar el ${facts.offered?.when}`}.`,
        facts.offered?.hasOtherLength ? `Duraría ${facts.offered.minutes} minutos en lugar de ${facts.minutes}.` : '',
        facts.offered?.hasOtherPrice
          ? facts.offered.isFree
            ? `Sería gratuita en lugar de costar ${facts.total} como máximo.`
            : `Costaría ${facts.offered.total} como máximo en lugar de ${facts.total}.`
          : '',
        facts.reason,
        facts.note,
        `Acepte o rechace en la página de la visita antes del ${facts.lapses}. Sin respuesta, la solicitud termina y no se cobra nada.`,
      ],
    }),
    cancelled: (facts) => ({
      subject: `Cancelada: su visita por video con ${facts.resident}`,
      paragraphs: [
        `Su visita por video del ${facts.when} está cancelada.`,
        facts.reason,
        facts.note,
        facts.isFree ? '' : 'No se cobra nada. El dinero reservado en su tarjeta vuelve solo.',
      ],
    }),
    ended: (facts) => ({
      subject: `Después de su visita por video con ${facts.resident}`,
      paragraphs: [
        `Su visita por video del ${facts.when} ha terminado.`,
        facts.reason,
        facts.note,
        facts.isFree
          ? 'Fue gratuita.'
          : `Se cobraron ${facts.captured} por el tiempo que pasaron juntos; ${facts.released} volvieron a su tarjeta.`,
        'La página de la visita muestra el cálculo y un recibo para imprimir.',
      ],
    }),
    'payment-failed': (facts) => ({
      subject: `Hace falta su ayuda: la tarjeta para la visita con ${facts.resident}`,
      paragraphs: [
        `Su visita del ${facts.when} está confirmada, pero no se pudieron reservar ${facts.total} en su tarjeta.`,
        `Guarde otra tarjeta en la página de la visita antes del ${facts.mendBy}. Si no, la visita se cancela; no se cobra nada.`,
      ],
    }),
    'payment-approval': (facts) => ({
      subject: `Hace falta su ayuda: apruebe el pago de la visita con ${facts.resident}`,
      paragraphs: [
        `Su visita del ${facts.when} está confirmada. Su banco le pide que apruebe reservar ${facts.total} en su tarjeta.`,
        `Abra la página de la visita y elija «Aprobar en su banco» antes del ${facts.mendBy}. También puede guardar allí otra tarjeta. Si no, la visita se cancela; no se cobra nada.`,
      ],
    }),
    expired: (facts) => ({
      subject: `Su solicitud de visita con ${facts.resident} ha terminado`,
      paragraphs: [
        `Su solicitud para el ${facts.when} terminó sin visita.`,
        facts.reason,
        facts.isFree ? '' : 'No se cobró nada.',
        'Puede pedir otra hora.',
      ],
    }),
  },
};
