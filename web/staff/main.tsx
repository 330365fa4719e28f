import '../ui/base.css';
import { startText } from '../text/use-text.ts';

void startText(['ui', 'staff']);
