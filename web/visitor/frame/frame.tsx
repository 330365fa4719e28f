import type { ComponentChildren } from 'preact';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { NameMark } from '../../ui/name-mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Link, usePlace } from '../../ui/router.tsx';
import { useOnline } from '../../ui/use-online.ts';
import { setVisitor, useVisitor } from '../signed-in.ts';
import './frame.css';

/** What stands around every page: name, main menu, language, and whether we are offline. `bare` around a call: nothing that leads away. */
export function Frame({ bare, children }: { readonly bare: boolean; readonly children: ComponentChildren }) {
  const { t } = useText();
  const visitor = useVisitor();
  const { path } = usePlace();
  const online = useOnline();
  if (bare)
    return (
      <main id="content" class="frame-call">
        {children}
      </main>
    );
  const menu = visitor
    ? ([
        ['/home', t('menu.home')],
        ['/visits', t('menu.visits')],
        ['/help', t('menu.help')],
        ['/account', t('menu.account')],
      ] as const)
    : ([
        ['/', t('menu.facilities')],
        ['/help', t('menu.help')],
        ['/sign-in', t('menu.signIn')],
      ] as const);
  const saveLanguage = (language: 'en' | 'es'): void => {
    // The mails follow the screen. When this fails the screen has changed all the same.
    if (visitor) api('PATCH /api/visitor/me', { body: { language } }).then(setVisitor, () => undefined);
  };
  return (
    <div class="frame">
      <a class="frame-skip" href="#content">
        {t('ui.skip')}
      </a>
      <header class="frame-head">
        <div class="frame-top">
          <Link to={visitor ? '/home' : '/'} class="frame-name">
            <NameMark />
          </Link>
          <LanguageSwitch onChange={saveLanguage} />
        </div>
        <nav class="frame-menu" aria-label={t('ui.menu')}>
          {menu.map(([to, label]) => (
            <Link key={to} to={to} current={path === to}>
              {label}
            </Link>
          ))}
        </nav>
      </header>
      <main id="content" class="frame-main">
        {!online && (
          <Notice kind="warn" announce>
            {t('ui.youAreOffline')}
          </Notice>
        )}
        {children}
      </main>
      <footer class="frame-foot">
        <p>
          <Link to="/">{t('foot.rates')}</Link> · <Link to="/test-device">{t('foot.test')}</Link> · <Link to="/help">{t('menu.help')}</Link>
        </p>
        <p>{t('foot.open')}</p>
      </footer>
    </div>
  );
}
