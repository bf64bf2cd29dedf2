import type { EndpointName } from './endpoint.ts';

/** Id of the setting; the wire log gives it as the reason of a visit to an app. */
export const MAIL_SCANNER = 'lab/mail-scanner';

/** `off`: nobody opens links before the recipient; otherwise the methods with which a program does. */
export const MAIL_SCANS = ['off', 'head', 'get', 'head-and-get'] as const;
export type MailScan = (typeof MAIL_SCANS)[number];

/** `User-Agent` of the scanner. */
export const SCANNER_AGENT = 'Mozilla/5.0 (compatible; MailLinkScanner/1.0)';

/** Endpoint of a link of an app in the wire log. A link of a vendor is an exchange of that vendor. */
export const SCANNED_LINK = 'mail-scanner' satisfies EndpointName;
