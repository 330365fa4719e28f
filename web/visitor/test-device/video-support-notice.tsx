import { isEmbeddedBrowser, videoSupport } from '../../call/video-support.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';

/** Tells somebody whose browser cannot do video so, before anything costs money. Booking works all the same. */
export function VideoSupportNotice() {
  const { t } = useText();
  const support = videoSupport();
  if (support === 'too-old')
    return (
      <Notice kind="warn" title={t('support.oldTitle')}>
        <p>{t('support.old')}</p>
      </Notice>
    );
  if (support === 'not-secure')
    return (
      <Notice kind="warn" title={t('support.oldTitle')}>
        <p>{t('support.notSecure')}</p>
      </Notice>
    );
  if (isEmbeddedBrowser())
    return (
      <Notice kind="warn" title={t('support.embeddedTitle')}>
        <p>{t('support.embedded')}</p>
      </Notice>
    );
  return null;
}
