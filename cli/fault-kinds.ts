import { ENDPOINT_NAMES } from '../provider/personas/declared.ts';

/** What a fault can do, as the control API takes it: `{ "on": "token", "do": { "status": 503 } }`. */
export const FAULT_KINDS = [
  {
    id: 'status',
    summary: 'answers with this status, headers and body',
    example: { status: 503, body: { error: 'backend_error' } },
  },
  { id: 'drop', summary: 'closes the connection without an answer', example: { drop: true } },
  { id: 'delayMs', summary: 'delays the answer by this many milliseconds', example: { delayMs: 2000 } },
  { id: 'hold', summary: 'answers after this fault was cleared, and not before', example: { hold: true } },
  {
    id: 'sendAs',
    summary: 'sends the same reply in another form: type, layout, letters of headers, compression, pieces',
    example: { sendAs: { encoding: 'gzip' } },
  },
  { id: 'truncate', summary: 'sends only this many bytes of the body, then closes', example: { truncate: 20 } },
  {
    id: 'html',
    summary: 'answers 200 with an HTML page where JSON is expected',
    example: { html: '<h1>Sign in to the network</h1>' },
  },
  {
    id: 'tamperIdToken',
    summary: 'changes claims, header or signature of the ID token',
    example: { tamperIdToken: { claims: { aud: 'somebody-else' }, signature: 'keep' } },
  },
  {
    id: 'tamperLogoutToken',
    summary: 'changes claims, header or signature of a logout token before it is sent to the app',
    example: { tamperLogoutToken: { claims: { events: null } } },
  },
  { id: 'setBody', summary: 'replaces members of a JSON reply; null removes one', example: { setBody: { refresh_token: null } } },
  {
    id: 'addMember',
    summary: 'adds a member to the JSON of a reply, also if it has one of that name',
    example: { addMember: { name: 'access_token', value: 'another-one', place: 'last' } },
  },
  {
    id: 'skewSeconds',
    summary: 'answers as a provider whose clock is ahead by this much: Date header and times of the ID token',
    example: { skewSeconds: -300 },
  },
  {
    id: 'setForm',
    summary: 'replaces form fields of the request before the provider reads them; null removes one',
    example: { setForm: { scope: 'openid' } },
  },
  {
    id: 'rotateRefreshToken',
    summary: 'rotates the refresh token; reuse of the old one revokes the whole family',
    example: { rotateRefreshToken: true },
  },
  { id: 'rotateKeys', summary: 'publishes a new signing key and signs with it', example: { rotateKeys: true } },
].map((kind) => ({ ...kind, endpoints: ENDPOINT_NAMES }));
