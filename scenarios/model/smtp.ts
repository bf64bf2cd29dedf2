/** The SMTP server of an app's world, for its environment. */
export interface SmtpEnv {
  readonly host: string;
  readonly port: string;
  readonly url: string;
}

/** What `env` gets of it. */
export const SMTP_VALUES = {
  host: 'host of an SMTP server that puts the mails of the app into the mailbox of its world; any user name and password, no TLS',
  port: 'its port, new for each instance of the app',
  url: 'both, as `smtp://127.0.0.1:1025`',
} as const satisfies Record<keyof SmtpEnv, string>;
