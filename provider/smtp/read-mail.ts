import PostalMime, { type Address } from 'postal-mime';
import { cutText, type IncomingMail, MAIL_SUBJECT_LIMIT, MAIL_TEXT_LIMIT } from '../model/index.ts';

/** Of an honest mail there are fewer; a reader of nested parts calls itself for each. */
const BOUNDS = { maxNestingDepth: 32, maxHeadersSize: 64 * 1024, maxRfc822NestingDepth: 0 } as const;

/** Decoded headers may hold line breaks (RFC 2047), which would end a line of a log or a list. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAIL_SUBJECT_LIMIT);

const addressOf = (address: Address | undefined): string | undefined => address?.address ?? address?.group?.[0]?.address;

/** What a message says, whoever gets it. */
export type ReadMail = Omit<IncomingMail, 'to'>;

/** Reads a message as it was sent (RFC 5322, MIME). Attachments are left out; long texts are cut. Rejects for one that cannot be read. */
export const readMail = async (raw: Uint8Array, sender: string): Promise<ReadMail> => {
  const { from, subject = '', text = '', html } = await PostalMime.parse(raw, BOUNDS);
  return {
    from: oneLine(addressOf(from) || sender).slice(0, 320),
    subject: oneLine(subject),
    text: cutText(text, MAIL_TEXT_LIMIT),
    ...(html !== undefined && { html: cutText(html, MAIL_TEXT_LIMIT) }),
    via: 'smtp',
  };
};
