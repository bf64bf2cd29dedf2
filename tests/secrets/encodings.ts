const percent = encodeURIComponent;
const everyByte = (text: string, write: (byte: number) => string): string => [...Buffer.from(text)].map(write).join('');
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Ways in which programs write a value down that others read back. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'percent-encoded': percent,
  'percent-encoded twice': (secret) => percent(percent(secret)),
  'every byte percent-encoded': (secret) => everyByte(secret, (byte) => `%${hex(byte)}`),
  'in a form': (secret) => new URLSearchParams({ v: secret }).toString().slice(2),
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON, every character escaped': (secret) => everyByte(secret, (byte) => `\\u00${hex(byte)}`),
  'in JSON twice': (secret) => JSON.stringify(JSON.stringify({ x: secret })).slice(1, -1),
  'in JavaScript': (secret) => everyByte(secret, (byte) => `\\x${hex(byte)}`),
  'in HTML': (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'in HTML, by numbers': (secret) => everyByte(secret, (byte) => `&#${byte};`),
  'in HTML, by hexadecimal numbers': (secret) => everyByte(secret, (byte) => `&#x${hex(byte)};`),
  base64: base64,
  'base64 amid other text': (secret) => base64(`x:${secret} y`),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 of JSON': (secret) => base64(JSON.stringify({ a: 1, secret })),
  'base64, percent-encoded': (secret) => percent(base64(`{${secret}}`)),
  'percent-encoded, in base64': (secret) => base64(percent(`/${secret}/`)),
  'base64 twice': (secret) => base64(base64(secret)),
  'base64 of UTF-16': (secret) => Buffer.from(secret, 'utf16le').toString('base64'),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal, as Node prints bytes': (secret) => `<Buffer ${everyByte(secret, (byte) => `${hex(byte)} `).trim()}>`,
  'bytes, as JSON': (secret) => JSON.stringify(Buffer.from(secret)),
  'quoted-printable': (secret) => everyByte(secret, (byte) => `=${hex(byte).toUpperCase()}`),
  'in capital letters': (secret) => secret.toUpperCase(),
};

/** Every spelling of a secret that a text holds; none, if all is well. */
export const spellingsIn = (text: string, secret: string): readonly string[] => {
  const found = text.toLowerCase();
  return Object.entries(ENCODINGS).flatMap(([name, encode]) => (found.includes(encode(secret).toLowerCase()) ? [name] : []));
};
