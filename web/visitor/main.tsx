import '../ui/base.css';
import { render } from 'preact';
import { startText, t } from '../text/use-text.ts';

const root = document.getElementById('root');
void startText(['ui', 'visitor']).then(() => {
  if (root) render(<p>{t('ui.loading')}</p>, root);
});
