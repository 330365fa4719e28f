import { lazyPage, type Page } from '../ui/lazy-page.tsx';
import { BookPage } from './book/book-page.tsx';
import { ReturnPage } from './book/return-page.tsx';
import { LandingPage } from './directory/landing-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { VisitPage } from './visit/visit-page.tsx';

export interface PageRoute {
  readonly pattern: string;
  readonly page: Page;
  /** Opens only for somebody who is signed in. */
  readonly signedIn: boolean;
}

/** What booking needs comes with the first load; the rest when it is opened. */
export const pages: readonly PageRoute[] = [
  { pattern: '/', page: LandingPage, signedIn: false },
  { pattern: '/sign-in', page: SignInPage, signedIn: false },
  { pattern: '/home', page: HomePage, signedIn: true },
  { pattern: '/book/:residentId', page: BookPage, signedIn: true },
  { pattern: '/return/:visitId', page: ReturnPage, signedIn: true },
  { pattern: '/visit/:visitId', page: VisitPage, signedIn: true },
  { pattern: '/facility/:slug', page: lazyPage(async () => (await import('./directory/facility-page.tsx')).FacilityPage), signedIn: false },
  { pattern: '/sign-up', page: lazyPage(async () => (await import('./sign-in/sign-up-page.tsx')).SignUpPage), signedIn: false },
  { pattern: '/verify', page: lazyPage(async () => (await import('./sign-in/verify-page.tsx')).VerifyPage), signedIn: false },
  { pattern: '/forgot', page: lazyPage(async () => (await import('./sign-in/forgot-page.tsx')).ForgotPage), signedIn: false },
  { pattern: '/reset', page: lazyPage(async () => (await import('./sign-in/reset-page.tsx')).ResetPage), signedIn: false },
  {
    pattern: '/test-device',
    page: lazyPage(async () => (await import('./test-device/test-device-page.tsx')).TestDevicePage),
    signedIn: false,
  },
  { pattern: '/visit/:visitId/call', page: lazyPage(async () => (await import('./visit/call-page.tsx')).CallPage), signedIn: true },
  { pattern: '/help', page: lazyPage(async () => (await import('./help/help-page.tsx')).HelpPage), signedIn: false },
  { pattern: '/visits', page: lazyPage(async () => (await import('./visit/visits-page.tsx')).VisitsPage), signedIn: true },
  {
    pattern: '/visit/:visitId/bank',
    page: lazyPage(async () => (await import('./visit/bank-return-page.tsx')).BankReturnPage),
    signedIn: true,
  },
  { pattern: '/visit/:visitId/after', page: lazyPage(async () => (await import('./visit/after-page.tsx')).AfterPage), signedIn: true },
  {
    pattern: '/visit/:visitId/receipt',
    page: lazyPage(async () => (await import('./visit/receipt-page.tsx')).ReceiptPage),
    signedIn: true,
  },
  { pattern: '/account', page: lazyPage(async () => (await import('./account/account-page.tsx')).AccountPage), signedIn: true },
];
