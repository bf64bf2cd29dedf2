/** A way for mails of apps into the mailbox of a world. What a mail means is for its recipient. */
export { type SmtpPlace, smtpEnvironment } from './smtp-environment.ts';
export { type LabSmtp, openSmtp, type SmtpOptions } from './smtp-listener.ts';
