import { redactText, type Secrets } from '../../provider/wire/index.ts';
import { visibleLine } from '../../reports/index.ts';
import { withoutMadeUp } from '../../scenarios/traffic/index.ts';

/** A text of a recording on one line that no terminal takes for a command, without secrets: those that are known, and what looks like one. */
export const shown = (text: string, secrets?: Secrets): string =>
  visibleLine(withoutMadeUp(secrets === undefined ? text : redactText(secrets, text)));

const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? address;

/** An address without its query, which is where most secrets are. */
export const shownAddress = (address: string, secrets?: Secrets): string => shown(withoutQuery(address), secrets);
