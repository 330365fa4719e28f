import { isLengthAlone, type MailLanguage } from './mail-words.ts';

/** Mails in English. */
export const english: MailLanguage = {
  locale: 'en-US',
  greeting: (visitor) => `Hello ${visitor},`,
  link: 'See your visit, with everything that happened to it:',
  closing: 'You get this mail because you asked for a video visit. Please do not answer it; nobody reads this mailbox.',
  calendar: {
    summary: (resident) => `Video visit with ${resident}`,
    description: (facility, address) => `${facility}. Join here: ${address}`,
  },
  reasons: {
    'identity-unclear': 'The facility could not tell from the request who is visiting.',
    'resident-unavailable': 'The person you want to visit is not available at that time.',
    'facility-schedule': 'The facility needs this time for something else.',
    'rules-not-met': 'The request does not meet the visiting rules of the facility.',
    safety: 'The facility cannot hold this visit at present.',
    'resident-appointment': 'A visit is not possible at that time.',
    'station-unavailable': 'The video station is out of service at that time.',
    staffing: 'There are not enough staff at that time.',
    'visitor-changed-plans': 'You changed your plans.',
    'visitor-unwell': 'You are not well.',
    'resident-declined': 'The person you want to visit declined.',
    'payment-not-mended': 'The money could not be set aside on your card in time.',
    'rules-changed': 'The visiting rules have changed.',
    'not-answered-in-time': 'Nobody at the facility answered in time.',
    'revision-lapsed': 'The offer was not answered in time.',
    other: '',
  },
  notices: {
    confirmed: (facts) => ({
      subject: `Confirmed: your video visit with ${facts.resident}`,
      paragraphs: [
        `Your video visit with ${facts.resident} is confirmed for ${facts.when}. It can last ${facts.minutes} minutes.`,
        facts.isFree
          ? 'This visit is free of charge.'
          : `${facts.total} is the most it can cost. It is set aside on your card; you pay only for the time you really have together.`,
        'Open the page of the visit some minutes before and test camera and microphone.',
      ],
    }),
    denied: (facts) => ({
      subject: `Your request for a visit with ${facts.resident} was not accepted`,
      paragraphs: [
        `Your request for ${facts.when} was not accepted.`,
        facts.reason,
        facts.note,
        facts.isFree ? '' : 'Nothing was charged.',
        'You can ask for another time.',
      ],
    }),
    revised: (facts) => ({
      subject: `A new ${isLengthAlone(facts) ? 'length' : 'time'} is offered for your visit with ${facts.resident}`,
      paragraphs: [
        `You asked for ${facts.when}. ${facts.facility} offers ${isLengthAlone(facts) ? 'another length at the same time' : `${facts.offered?.when} instead`}.`,
        facts.offered?.hasOtherLength ? `It would last ${facts.offered.minutes} minutes instead of ${facts.minutes}.` : '',
        facts.offered?.hasOtherPrice
          ? facts.offered.isFree
            ? `It would be free of charge instead of costing ${facts.total} at most.`
            : `It would cost ${facts.offered.total} at most instead of ${facts.total}.`
          : '',
        facts.reason,
        facts.note,
        `Please accept or decline on the page of the visit until ${facts.lapses}. Without an answer the request ends and nothing is charged.`,
      ],
    }),
    cancelled: (facts) => ({
      subject: `Cancelled: your video visit with ${facts.resident}`,
      paragraphs: [
        `Your video visit of ${facts.when} is cancelled.`,
        facts.reason,
        facts.note,
        facts.isFree ? '' : 'Nothing is charged. Money that was set aside on your card goes back by itself.',
      ],
    }),
    ended: (facts) => ({
      subject: `After your video visit with ${facts.resident}`,
      paragraphs: [
        `Your video visit of ${facts.when} has ended.`,
        facts.reason,
        facts.note,
        facts.isFree
          ? 'It was free of charge.'
          : `${facts.captured} was charged for the time you had together; ${facts.released} was given back to your card.`,
        'The page of the visit shows the arithmetic and a receipt to print.',
      ],
    }),
    'payment-failed': (facts) => ({
      subject: `Action needed: your card for the visit with ${facts.resident}`,
      paragraphs: [
        `Your visit of ${facts.when} is confirmed, but ${facts.total} could not be set aside on your card.`,
        `Please save another card on the page of the visit until ${facts.mendBy}. Otherwise the visit is cancelled; nothing is charged.`,
      ],
    }),
    'payment-approval': (facts) => ({
      subject: `Action needed: approve the payment for your visit with ${facts.resident}`,
      paragraphs: [
        `Your visit of ${facts.when} is confirmed. Your bank wants you to approve that ${facts.total} are set aside on your card.`,
        `Please open the page of the visit and choose “Approve at your bank” until ${facts.mendBy}. You can also save another card there. Otherwise the visit is cancelled; nothing is charged.`,
      ],
    }),
    expired: (facts) => ({
      subject: `Your request for a visit with ${facts.resident} has ended`,
      paragraphs: [
        `Your request for ${facts.when} has ended without a visit.`,
        facts.reason,
        facts.isFree ? '' : 'Nothing was charged.',
        'You can ask for another time.',
      ],
    }),
  },
};
