import { type HeaderList, type Reply, type WrittenReply, writeBody } from '../model/index.ts';

/** Addresses: what is no visible ASCII is percent-encoded, as every vendor and the WHATWG URL standard do. */
const ADDRESSES = new Set(['location', 'content-location', 'link']);

const percentEncoded = (text: string): string =>
  text.toWellFormed().replace(/[^\x20-\x7e]+/g, (characters) => encodeURIComponent(characters));

/** Any other value (RFC 9110 §5.5): a control character becomes a space, a letter beyond Latin-1 a question mark. */
const plainText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' ').replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/** What a header value may have, and an address too. */
const isPlain = (value: string): boolean => /^[\x20-\x7e]*$/.test(value);

const writtenHeader = (header: HeaderList[number]): HeaderList[number] => {
  const [name, value] = header;
  if (isPlain(value)) return header;
  return [name, ADDRESSES.has(name.toLowerCase()) ? percentEncoded(value) : plainText(value)];
};

/** Serializes a reply: body to text or bytes, header values to valid ones. */
export const serialise = ({ status, headers, body }: Reply): WrittenReply => ({
  status,
  headers: headers.map(writtenHeader),
  body: writeBody(body),
});
