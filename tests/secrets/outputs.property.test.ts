import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderExchange } from '../../cli/explain/exchange.ts';
import { readFindings } from '../../cli/findings.ts';
import { suggestOnStderr } from '../../cli/serve/suggest.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { ENCODINGS, spellingsIn } from './encodings.ts';

const CLIENT_SECRET = 'GOCSPX-q8Zr"Tn/2+w_K5vXhYd0';
const PASSWORD = 'korrekt&Pferd<7>Batterie';
const STDERR: string[] = [];

let lab: Lab;
/** What lives in the world, by kind. */
const living = new Map<string, string>();

beforeAll(async () => {
  const print = suggestOnStderr((line) => STDERR.push(line));
  lab = await createLab({
    personas: ['google', 'facebook', 'first-party'],
    onSuggestion: print,
    onGap: ({ why, asked }) => STDERR.push(why, asked),
    findings: readFindings,
  });
  const { google, facebook, people } = lab.default;
  await people.add({ key: 'kim', password: PASSWORD });
  const client = await google.register({
    clientId: 'shop',
    clientSecret: CLIENT_SECRET,
    redirectUris: ['http://127.0.0.1:9/cb'],
  });
  const minted = await google.mint({ as: 'kim', clientId: client.clientId, scope: 'openid email' });
  const other = await facebook.mint({ as: 'ana' });
  living.set('client secret', CLIENT_SECRET);
  living.set('password', PASSWORD);
  living.set('access token', minted.access_token ?? '');
  living.set('ID token', minted.id_token ?? '');
  living.set('token of another persona', other.access_token ?? '');
  await lab.default.settings.change({ 'first-party/login/slower-each-time': 'off' });
  const sent = { email: 'kim@example.com', password: PASSWORD };
  const login = await lab.fetch(ownApi('/login'), { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(sent) });
  living.set('session of an API', /sid=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '');
  const authorization = `Basic ${Buffer.from(`${sent.email}:${PASSWORD}`).toString('base64')}`;
  const exchanged = await lab.fetch(ownApi('/tokens'), { method: 'POST', headers: { authorization } });
  living.set('token of an API', ((await exchanged.json()) as { token: string }).token);
});
afterAll(() => lab.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const ownApi = (path: string) => `https://api.first-party.example${path}`;
const google = (path: string) => `https://oauth2.googleapis.com${path}`;
const authorize = (params: Record<string, string>) =>
  `https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams({ client_id: 'shop', response_type: 'code', ...params })}`;
/** A header is one line of visible characters. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '');

const inName = (text: string) => text.replaceAll(/[^\w.%+-]/g, '');

type Input = (text: string) => [url: string, init?: RequestInit];

const posted = (url: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>): [string, RequestInit] => [
  url,
  { method: 'POST', headers, body },
];

/** Every place at which a client can send a text, whether or not it belongs there. */
const INPUTS: Readonly<Record<string, Input>> = {
  'a query of another name': (text) => [google(`/tokeninfo?utm=${text.replaceAll('#', '')}`)],
  'a client id': (text) => [authorize({ client_id: text, redirect_uri: 'http://127.0.0.1:9/cb' })],
  'a redirect URI': (text) => [authorize({ redirect_uri: `http://127.0.0.1:9/cb?x=${text}` })],
  'the host of a redirect URI': (text) => [authorize({ redirect_uri: `http://${text}.example/cb` })],
  'a scope': (text) => [authorize({ redirect_uri: 'http://127.0.0.1:9/cb', scope: `openid ${text}` })],
  'a path': (text) => [`https://www.googleapis.com/drive/v3/files/${text.replaceAll(/[?#\\]/g, '')}`],
  'an address that is not served': (text) => [`https://www.googleapis.com/nothing/${text.replaceAll(/[?#\\]/g, '')}`],
  'a form': (text) => posted(google('/token'), FORM, `grant_type=${encodeURIComponent(text)}&x=${text}`),
  'a form of Facebook': (text) => posted('https://graph.facebook.com/me', FORM, `message=${text}`),
  'the fields of Facebook': (text) => [`https://graph.facebook.com/v25.0/me?fields=${text.replaceAll('#', '')}`],
  JSON: (text) => posted(google('/token'), JSON_TYPE, JSON.stringify({ a: { b: [text] } })),
  'text of UTF-16': (text) =>
    posted(google('/token'), { 'content-type': 'text/plain; charset=utf-16le' }, Buffer.from(text, 'utf16le')),
  'undeclared UTF-16': (text) => posted(google('/token'), FORM, Buffer.from(`x=${text}`, 'utf16le').swap16()),
  'a part of a form': (text) => {
    const body = `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${text}\r\n--b--\r\n`;
    return posted(google('/token'), { 'content-type': 'multipart/form-data; boundary=b' }, body);
  },
  'the address in a login': (text) => posted(ownApi('/login'), JSON_TYPE, JSON.stringify({ email: text, password: 'x' })),
  'a password that is wrong': (text) => posted(ownApi('/login'), FORM, `email=ana@example.com&password=${text}`),
  'an unknown field': (text) => posted(ownApi('/users'), JSON_TYPE, JSON.stringify({ [text]: 1 })),
  'the name of a user': (text) =>
    posted(ownApi('/users'), JSON_TYPE, JSON.stringify({ email: 'ana@example.com', password: 'correct horse', name: text })),
  'a link of a mail': (text) => [ownApi(`/users/email_validation/${text.replaceAll(/[?#\\]/g, '')}`)],
  'a token in a header': (text) => [ownApi('/random'), { headers: { authorization: `Token ${inHeader(text)}` } }],
  'a client id in a header': (text) => [ownApi('/random'), { headers: { 'x-client-id': inHeader(text) } }],
  'Basic credentials': (text) => {
    const authorization = `Basic ${Buffer.from(`ana@example.com:${text}`).toString('base64')}`;
    return [ownApi('/tokens'), { method: 'POST', headers: { authorization } }];
  },
  'a user of Basic': (text) =>
    posted(google('/token'), { ...FORM, authorization: `Basic ${Buffer.from(`${text}:x`).toString('base64')}` }, ''),
  'a scheme of its own': (text) => [google('/token'), { headers: { authorization: `Custom ${inHeader(text)}` } }],
  'a header': (text) => [google('/token'), { headers: { 'x-note': inHeader(text), 'user-agent': inHeader(text) } }],
  'the name of a header': (text) => [google('/token'), { headers: { [`x-${inName(text)}`]: '1' } }],
  'the name of a cookie': (text) => [google('/token'), { headers: { cookie: `${inName(text)}=1` } }],
  'a cookie': (text) => [google('/token'), { headers: { cookie: `note=${inHeader(text).replaceAll(';', '')}` } }],
};

/** What the lab tells about the exchanges after a place in its log. */
const outputsAfter = async (after: number): Promise<Readonly<Record<string, string>>> => {
  const { wire } = lab.default;
  const { exchanges } = await wire.read({ after });
  expect(exchanges.length).toBeGreaterThan(0);
  const stop = new AbortController();
  const events: unknown[] = [];
  for await (const event of await wire.follow({ after, signal: stop.signal })) {
    events.push(event);
    if (events.length >= exchanges.length) break;
  }
  stop.abort();
  return {
    wire: JSON.stringify(exchanges),
    events: JSON.stringify(events),
    explain: exchanges.map(renderExchange).join('\n'),
    stderr: STDERR.splice(0).join('\n'),
  };
};

/** What it tells about its whole world. */
const outputs = async (): Promise<Readonly<Record<string, string>>> => {
  const paths = ['wire/har', 'tokens', 'findings', 'grants', 'sessions'];
  const read = async (path: string) => (await fetch(`${lab.url}/_lab/worlds/default/${path}`)).text();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
};

const send = async ([url, init]: ReturnType<Input>): Promise<void> => {
  await (await lab.fetch(url, init)).arrayBuffer().catch(() => undefined);
};

/** Of base64 without its case nothing can be read back. */
const LOSES_CASE = 'the name of a header';

/** Some inputs change what is sent, until it is no spelling of the secret any more. */
const isSendable = (input: string, text: string): boolean => {
  try {
    new Request(...(INPUTS[input]?.(text) ?? ['http://x']));
    return true;
  } catch {
    return false;
  }
};

describe('no output holds a secret that lives', () => {
  /** Of the others each input gets every ninth encoding: what finds one secret finds another. */
  const KINDS = [
    ['client secret', 1],
    ['password', 9],
    ['access token', 9],
    ['ID token', 9],
    ['token of another persona', 9],
    ['session of an API', 9],
    ['token of an API', 9],
  ] as const;

  test.each(KINDS)('%s, planted in every input', async (kind, step) => {
    const secret = living.get(kind) ?? '';
    expect(secret.length).toBeGreaterThan(12);
    const found: string[] = [];
    for (const [turn, [input, requestOf]] of Object.entries(INPUTS).entries()) {
      const { last } = await lab.default.wire.read({ limit: 1 });
      const texts = Object.entries(ENCODINGS)
        .filter(([name], place) => place % step === turn % step && !(input === LOSES_CASE && name.includes('base64')))
        .map(([, encode]) => encode(secret));
      for (const text of texts.filter((each) => isSendable(input, each))) await send(requestOf(text));
      for (const [output, told] of Object.entries(await outputsAfter(last))) {
        for (const spelling of spellingsIn(told, secret)) found.push(`${input}: ${output} holds it ${spelling}`);
      }
    }
    for (const [output, told] of Object.entries(await outputs())) {
      for (const spelling of spellingsIn(told, secret)) found.push(`${output} holds it ${spelling}`);
    }
    expect(found).toEqual([]);
  });
});
