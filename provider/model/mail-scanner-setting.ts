import { z } from 'zod';
import { type Behaviour, defineBehaviour } from './behaviour.ts';
import { MAIL_SCANNER, MAIL_SCANS, type MailScan } from './mail-scanner.ts';

/** Whether a mail scanner opens the links of each message before its recipient sees it. */
export const mailScannerSetting = (byDefault: MailScan = 'off'): Behaviour =>
  defineBehaviour({
    id: MAIL_SCANNER,
    summary:
      'Opens the links of every message before its recipient sees it, as mail scanners of companies do, with HEAD, GET or both.',
    stage: 'reply',
    origin: 'lab',
    setting: z.enum(MAIL_SCANS).default(byDefault),
    source: {
      url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1',
      row: 'RFC 9110, 9.2.1',
      checkedOn: '2026-11-30',
      confidence: 'documented',
    },
    remedy: 'Use a link up only when its recipient presses a button (POST), and never for a GET or HEAD.',
    // The mailbox applies it: it takes effect after an exchange.
    apply: () => undefined,
  });
