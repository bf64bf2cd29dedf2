import { BASE } from '../../../drawing/style/base.ts';
import { DIAGRAM } from '../../../drawing/style/diagram.ts';
import { EXCHANGES } from '../../../drawing/style/exchanges.ts';
import { OVERVIEW } from './style/overview.ts';
import { PRINT } from './style/print.ts';
import { RESULT } from './style/result.ts';

/** The style sheet of the page: system fonts, both colour schemes, narrow screens, paper. */
export const STYLE = [BASE, OVERVIEW, RESULT, DIAGRAM, EXCHANGES, PRINT].join('');
