/** Where an SMTP server is. */
export interface SmtpPlace {
  readonly host: string;
  readonly port: number;
  /** `smtp://127.0.0.1:1025` */
  readonly url: string;
}

/** Names under which frameworks and programs read the address of their SMTP server. */
const NAMES = {
  url: [
    'SMTP_URL',
    'EMAIL_SERVER', // Auth.js
    'EMAIL_URL', // django-environ
    'MAILER_DSN', // Symfony
    'MAIL_URL', // Laravel, Meteor
  ],
  host: [
    'SMTP_HOST',
    'SMTP_ADDRESS', // Rails
    'SMTP_SERVER',
    'EMAIL_HOST', // Django
    'EMAIL_SERVER_HOST',
    'MAIL_HOST', // Laravel
    'MAIL_SERVER', // Flask-Mail
    'QUARKUS_MAILER_HOST',
    'SPRING_MAIL_HOST',
  ],
  port: [
    'SMTP_PORT',
    'EMAIL_PORT',
    'EMAIL_SERVER_PORT',
    'MAIL_PORT', // Laravel, Flask-Mail
    'QUARKUS_MAILER_PORT',
    'SPRING_MAIL_PORT',
  ],
} as const satisfies Record<keyof SmtpPlace, readonly string[]>;

/** What makes a framework send mails that would only print them in development. */
const SENDS = { MAIL_MAILER: 'smtp', QUARKUS_MAILER_MOCK: 'false' };

/** The environment of a program whose mails are for the mailbox. */
export const smtpEnvironment = (place: SmtpPlace): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(NAMES).flatMap(([value, names]) => names.map((name) => [name, String(place[value as keyof SmtpPlace])])),
  ),
  ...SENDS,
});
