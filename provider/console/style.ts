import { BASE } from '../../drawing/style/base.ts';
import { DIAGRAM } from '../../drawing/style/diagram.ts';
import { EXCHANGES } from '../../drawing/style/exchanges.ts';
import { BAR_STYLE } from './bar-style.ts';
import { CHAIN_STYLE } from './chain-style.ts';
import { FLOW_STYLE } from './flow-style.ts';
import { MAILBOX_STYLE } from './mailbox-style.ts';
import { PAGE_STYLE } from './page-style.ts';
import { STORY_STYLE } from './story-style.ts';

/** The style sheet of the console: that of the report, and the parts of the console. */
export const CONSOLE_STYLE = [
  BASE,
  DIAGRAM,
  EXCHANGES,
  PAGE_STYLE,
  BAR_STYLE,
  FLOW_STYLE,
  CHAIN_STYLE,
  MAILBOX_STYLE,
  STORY_STYLE,
].join('');
