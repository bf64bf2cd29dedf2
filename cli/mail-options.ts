import { MAIL_SCANS, type MailScan } from '../provider/model/index.ts';
import type { LabCommand } from './lab-command.ts';
import { readChoice, readWhole } from './option-values.ts';

/** The flags of `serve` and `exec` for mail. */
export interface MailOptions {
  /** Port of an SMTP server. */
  readonly smtp?: number;
  readonly mailScanner?: MailScan;
}

/** Adds them to a command that starts a lab. */
export const withMailOptions = <T extends LabCommand>(command: T): T =>
  command
    .option(
      '--smtp <port>',
      'also run an SMTP server on this port that puts the mails of your app into the mailbox; 0 picks a free port',
      readWhole('--smtp', 0, 65_535),
    )
    .option(
      '--mail-scanner <methods>',
      `open the links of every mail before its recipient sees it, as scanners of companies do: ${MAIL_SCANS.join(', ')} (default: off)`,
      readChoice('--mail-scanner', MAIL_SCANS),
    );
