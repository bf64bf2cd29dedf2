import fc from 'fast-check';
import type { ClientInput, Persona, PersonaId, SettingValue, Stage } from '../../model/index.ts';
import type { Case, Form, Operation, Sent } from './test-case.ts';
import { REDIRECT_URI } from './test-run.ts';

const APIS = ['https://orders.example/api', 'my files, all of them'] as const;

/** Mostly the usual value; sometimes another one. */
const mostly = <T>(usual: T, others: readonly T[], weight = 14): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Sometimes these members, else none. */
const sometimes = (others: readonly Form[], weight = 6): fc.Arbitrary<Form> => mostly<Form>({}, others, weight);

/** What differs from persona to persona; one without an entry has what every persona has. */
type ByPersona<T> = Readonly<Partial<Record<PersonaId, readonly T[]>>>;

const SCOPES: ByPersona<string> = {
  google: [
    'openid email',
    'openid',
    'email profile',
    'openid https://www.googleapis.com/auth/drive.readonly',
    'openid email profile',
  ],
  facebook: ['public_profile email', 'openid', 'openid email public_profile', 'email', 'openid user_birthday'],
  auth0: ['openid profile email', 'openid offline_access', 'read:orders', 'openid read:orders offline_access email', 'profile'],
  'first-party': ['openid profile email', 'profile', 'openid offline_access', 'email openid'],
};

const SCOPES_OF_NOBODY = [
  '',
  'unknown',
  'openid  email',
  'openid "x"',
  'offline_access',
  'openid unknown',
  'openid openid email',
  'acr openid',
];

const VENDOR: ByPersona<Form> = {
  google: [
    { access_type: 'offline' },
    { access_type: 'offline', prompt: 'none' },
    { access_type: 'offline', prompt: 'consent' },
    {},
    { access_type: 'online' },
    { hd: 'example.com' },
  ],
  facebook: [{}, { configured_token: 'system-user' }, { auth_type: 'rerequest' }, { display: 'popup' }],
  auth0: [
    { scope: 'openid offline_access' },
    { scope: 'openid profile email offline_access', lab_rotating: '1' },
    { lab_api: JSON.stringify({ identifier: APIS[0], allowOfflineAccess: true, lifetimeSeconds: 77 }), scope: 'offline_access' },
    { lab_api: JSON.stringify({ identifier: APIS[1], dialect: 'rfc9068_profile' }), audience: APIS[1] },
    {},
    { organization: 'org_1' },
  ],
  'first-party': [{}, { scope: 'openid profile email' }],
};

/** Parameters that change what an authorization request is. */
const CHANGES: readonly Form[] = [
  ...['none', 'login', 'consent', 'none login', '', 'select_account'].map((prompt) => ({ prompt })),
  ...['0', '1', '100000', 'x', ''].map((max_age) => ({ max_age })),
  ...['{"id_token":{"sid":null}}', '{"userinfo":{"email":null}}', '{"id_token":{"email":{"essential":true}}}', 'x'].map(
    (claims) => ({ claims }),
  ),
  ...['', 's'.repeat(300), '\ud800', 'ä ß+%', 'a b'].map((state) => ({ state })),
  ...['code token', 'code code', 'token', 'id_token', 'none', 'code id_token', ''].map((response_type) => ({ response_type })),
  ...['https://evil.example/', '', `${REDIRECT_URI}?a=b`, 'http://127.0.0.1:7777/callback', 'https://app.example/\ud800'].map(
    (redirect_uri) => ({ redirect_uri }),
  ),
  ...['nobody', '', 'second'].map((client_id) => ({ client_id })),
  ...['plain', '', 'S512', 'S256'].map((code_challenge_method) => ({ code_challenge_method })),
  ...['short', 'c'.repeat(129), `${'c'.repeat(43)}=`, 'c'.repeat(43), `${'c'.repeat(43)}\n`, ''].map((code_challenge) => ({
    code_challenge,
  })),
  ...['request', 'request_uri', 'registration', 'id_token_hint', 'acr_values', 'login_hint', 'display', 'ui_locales'].map(
    (name) => ({
      [name]: 'x',
    }),
  ),
  { claims_locales: 'de' },
  { nonce: 'n'.repeat(20) },
  { nonce: '' },
  { nonce: '\ud800' },
  { resource: 'https://other.example/' },
  { authorization_details: '[]', web_message_uri: 'x', dpop_jkt: 'x', response_mode: 'fragment' },
  { more: '90' },
  { more: '1200' },
];

const person = fc.nat(1);
const client = mostly(0, [1, 1, 2], 2);
const place = mostly(0, [1, 2], 10);

const signIn = fc.record({ do: fc.constant('sign-in' as const), person: mostly(0, [1], 3) });

const ask = (persona: PersonaId): fc.Arbitrary<Operation> =>
  fc.record(
    {
      do: fc.constant('ask' as const),
      client,
      session: place,
      scope: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...(SCOPES[persona] ?? ['openid email', 'openid'])) },
        { weight: 1, arbitrary: fc.constantFrom(...SCOPES_OF_NOBODY) },
      ),
      granted: mostly<'all' | 'first' | 'none' | 'more' | 'joined' | 'twice'>(
        'all',
        ['first', 'none', 'more', 'joined', 'twice'],
        3,
      ),
      declines: mostly<'rest' | 'none' | 'all'>('rest', ['none', 'all'], 4),
      resource: fc.constantFrom(...APIS, ''),
      hasChallenge: fc.boolean(),
      judged: mostly(true, [false], 20),
      looked: mostly(true, [false], 3),
      consentShown: mostly(true, [false], 2),
      grantedForSeconds: fc.constantFrom(3_600, 86_400 * 90),
      vendor: fc.constantFrom(...(VENDOR[persona] ?? [{}])),
      changes: sometimes(CHANGES, 7),
      drops: mostly<readonly string[]>(
        [],
        [['state'], ['scope'], ['redirect_uri'], ['client_id'], ['code_challenge_method'], ['code_challenge']],
        12,
      ),
    },
    {
      requiredKeys: [
        'do',
        'client',
        'session',
        'scope',
        'granted',
        'declines',
        'hasChallenge',
        'looked',
        'consentShown',
        'vendor',
        'changes',
        'drops',
      ],
    },
  ) as fc.Arbitrary<Operation>;

/** Parameters that change what a token request is. */
const FORM_CHANGES: readonly Form[] = [
  ...['authorization_code', 'refresh_token', 'client_credentials', '', 'x', 'implicit'].map((grant_type) => ({ grant_type })),
  ...['', 'second', 'nobody'].map((client_id) => ({ client_id })),
  ...['openid', 'openid email', 'unknown', '', '"', 'openid  email'].map((scope) => ({ scope })),
  { client_assertion: 'x' },
  { client_assertion: 'x', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
  { client_assertion_type: 'x' },
  { resource: 'https://other.example/' },
  { code: '' },
  { refresh_token: '' },
  { code: 'none' },
  { refresh_token: 'none' },
  { filler: '60000' },
  { filler: '5000' },
  { audience: APIS[0], organization: 'org_1' },
  { more: '90' },
  { more: '1200' },
];

const sent = mostly<Sent>('right', ['wrong', 'none', 'empty', 'short'], 24);
const looked = fc.record({ client: fc.boolean(), login: fc.boolean() });
const chosen = mostly<string | undefined>(undefined, [...APIS, ''], 12);
const anotherClient = mostly<number | undefined>(undefined, [0, 1, 2], 30);
const changes = sometimes(FORM_CHANGES, 14);

const given = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

const redeem = fc
  .record({
    ...{
      do: fc.constant('redeem' as const),
      code: place,
      client: anotherClient,
      verifier: sent,
      redirectUri: sent,
      secret: sent,
    },
    ...{ looked, resource: chosen, changes },
  })
  .map(given) as fc.Arbitrary<Operation>;

const REFRESH_SCOPES = ['openid', 'email', 'openid email', 'unknown', 'openid unknown', '', 'openid  email', 'read:orders'];

const refresh = fc
  .record({
    ...{
      do: fc.constant('refresh' as const),
      token: place,
      client: anotherClient,
      secret: sent,
      looked,
      resource: chosen,
      changes,
    },
    ...{ scope: mostly<string | undefined>(undefined, REFRESH_SCOPES, 2), rotates: mostly(false, [true], 5) },
  })
  .map(given) as fc.Arbitrary<Operation>;

const SECONDS = [1, 14, 15, 16, 59, 60, 61, 599, 600, 601, 3_600, 86_400, 86_400 * 16, 86_400 * 200];

const time = fc.record({ do: fc.constantFrom('age' as const, 'shift' as const), seconds: fc.constantFrom(...SECONDS) });

const KINDS = ['AuthorizationCode', 'RefreshToken', 'AccessToken', 'Session', 'Grant'];

const kill = fc.record({
  ...{ do: fc.constant('kill' as const), kind: fc.constantFrom(...KINDS), newest: place },
  why: fc.constantFrom('revoked' as const, 'expired' as const, 'password-changed' as const),
});

/** What a snapshot may bring back. */
export const ROW_CHANGES: readonly Readonly<Record<string, unknown>>[] = [
  ...[
    'acr',
    'sid',
    'jkt',
    'x5t#S256',
    'attestationJkt',
    'dpopJkt',
    'jti',
    'nonce',
    'resource',
    'aud',
    'uid',
    'accountId',
    'kind',
  ].map((name) => ({ [name]: 'x' })),
  ...['amr', 'rar', 'claims', 'nbf', 'state', 'transient', 'expiresWithSession'].map((name) => ({ [name]: undefined })),
  { amr: ['pwd'] },
  { rar: [{ type: 'x' }] },
  { claims: { id_token: { email: null } } },
  { nbf: 9e9 },
  { transient: true },
  { state: { secret: 'x' } },
  { resource: [] },
  { resource: ['a', 'b'] },
  { scope: undefined },
  { scope: '' },
  { scope: 'openid' },
  { scope: 7 },
  { scope: 'openid offline_access' },
  { accountId: 7 },
  { expiresWithSession: true },
  { gty: undefined },
  { gty: 'derived' },
  { iiat: undefined },
  { iiat: 0 },
  { rotations: undefined },
  { rotations: 4 },
  { exp: 'x' },
  { iat: 'x' },
  { iat: 1.5 },
  { loginTs: undefined },
  { authTime: undefined },
  { authorizations: {} },
  { authorizations: { first: { sid: 'known' } } },
  { sessionUid: undefined },
  { codeChallengeMethod: 'plain' },
  { codeChallengeMethod: undefined },
  { grantId: '' },
  { clientId: 'second' },
  { rejected: { openid: { scope: 'email openid' }, resources: { [`urn:lab:aud:${encodeURIComponent(APIS[0])}`]: 'openid' } } },
  { openid: { scope: 'email' } },
  { openid: undefined },
  { resources: undefined },
  { strange: 'member' },
  { accountId: '' },
];

const amend = fc.record({
  ...{ do: fc.constant('amend' as const), kind: fc.constantFrom(...KINDS), newest: place },
  changes: fc.constantFrom(...ROW_CHANGES),
});

/** Stages that the engine asks. */
const STAGES: ReadonlySet<Stage> = new Set([
  ...(['token.value', 'token.lifetime', 'id-token', 'access-token.format', 'session.lifetime', 'code.reuse'] as const),
  ...(['refresh.issue', 'refresh.lifetime', 'refresh.rotate', 'refresh.reuse', 'refresh.limit'] as const),
]);

const VALUES: readonly SettingValue[] = [false, 'off', 1, 2, 0.3, 0.000_01, 'nothing', 'refresh-tokens', 'everything'];

const settingsOf = (persona: Persona, most: number): fc.Arbitrary<Readonly<Record<string, SettingValue>>> => {
  const each = persona.behaviours
    .filter(({ stage }) => STAGES.has(stage))
    .map(({ id, setting }) => {
      const fitting = VALUES.filter((value) => value === 'off' || value === false || setting.safeParse(value).success);
      return fc.constantFrom(...fitting).map((value) => [id, value] as const);
    });
  return fc.array(fc.oneof(...each), { maxLength: most }).map((entries) => Object.fromEntries(entries));
};

const register = fc.record({
  ...{ do: fc.constant('register' as const), client: fc.nat(2) },
  input: fc.constantFrom<Partial<ClientInput>>(
    ...([
      { clientSecret: 'another' },
      { clientSecret: '' },
      { kind: 'desktop' },
      { redirectUris: [] },
      { issuer: 'local' },
    ] as const),
  ),
});

const event = (persona: Persona): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 6, arbitrary: time },
    { weight: 3, arbitrary: kill },
    { weight: 4, arbitrary: amend },
    { weight: 2, arbitrary: settingsOf(persona, 2).map((values) => ({ do: 'set' as const, values })) },
    { weight: 1, arbitrary: register },
    { weight: 1, arbitrary: person.map((removed) => ({ do: 'remove-person' as const, person: removed })) },
    { weight: 1, arbitrary: fc.constantFrom(1, 90, undefined).map((seconds) => ({ do: 'short' as const, seconds })) },
    { weight: 1, arbitrary: fc.constant({ do: 'rotate-keys' as const }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('code' as const, 'access-token' as const).map((kind) => ({ do: 'derive' as const, kind })),
    },
    { weight: 1, arbitrary: signIn },
  );

const SETTINGS_OF_CLIENTS: ByPersona<object> = {
  google: [{}, { status: 'testing' }],
  auth0: [
    {},
    { refreshTokens: { rotation: 'rotating', expiration: 'expiring', leewaySeconds: 30, idleLifetimeSeconds: 700 } },
    { refreshTokens: { rotation: 'rotating', leewaySeconds: 60 }, grantTypes: ['authorization_code', 'refresh_token'] },
    { refreshTokens: { expiration: 'expiring', lifetimeSeconds: 4_000 }, idTokenLifetimeSeconds: 50, idTokenAlg: 'HS256' },
    { apis: [{ identifier: APIS[0], lifetimeSeconds: 99, allowOfflineAccess: true, permissions: ['read:orders'] }] },
    { apis: [{ identifier: APIS[1], signingAlg: 'HS256', signingSecret: 'secret of the API' }] },
    { action: { idTokenClaims: { 'https://a.example/x': [1] }, accessTokenClaims: { 'https://a.example/y': 'z' } } },
  ],
};

/** A confidential web app; a public browser app or an installed one; one without redirect URI. */
const clientsOf = (persona: PersonaId): fc.Arbitrary<readonly ClientInput[]> => {
  const settings = fc.constantFrom(...(SETTINGS_OF_CLIENTS[persona] ?? [{}]));
  const issuer = fc.constantFrom('vendor', 'local', 'https://issuer.example');
  return fc
    .tuple(
      settings,
      settings,
      issuer,
      issuer,
      fc.constantFrom('spa' as const, 'desktop' as const, 'mobile' as const),
      mostly(false, [true], 6),
    )
    .map(([one, two, firstIssuer, secondIssuer, kind, provisional]) => [
      {
        clientId: 'first',
        clientSecret: 'secret of the first',
        kind: 'web',
        redirectUris: [REDIRECT_URI],
        issuer: firstIssuer,
        ...one,
      },
      {
        ...{
          clientId: 'second',
          kind,
          redirectUris: ['http://127.0.0.1:3000/callback', `${REDIRECT_URI}/*`],
          issuer: secondIssuer,
        },
        ...(provisional && { provisional: true as const }),
        ...two,
      },
      { clientId: '10', kind: 'web', redirectUris: [], clientSecret: 's' },
    ]);
};

/** A login as it goes well, in the middle of which something may happen. */
const login = (persona: Persona): fc.Arbitrary<readonly Operation[]> => {
  const interlude = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: event(persona).map((one) => [one]) },
  );
  const uses = fc.array(fc.oneof({ weight: 3, arbitrary: refresh }, { weight: 1, arbitrary: redeem }), { maxLength: 3 });
  return fc
    .tuple(interlude, ask(persona.id), interlude, redeem, interlude, uses)
    .map(([before, asked, between, redeemed, after, used]) => [...before, asked, ...between, redeemed, ...after, ...used]);
};

/** Random cases of a persona. */
export const casesOf = (persona: Persona): fc.Arbitrary<Case> =>
  fc
    .record({
      seed: fc.integer(),
      settings: settingsOf(persona, 4),
      clients: clientsOf(persona.id),
      first: signIn,
      logins: fc.array(login(persona), { minLength: 1, maxLength: 2 }),
    })
    .map(({ seed, settings, clients, first, logins }) => ({
      ...{ persona: persona.id, seed, settings, clients },
      operations: [first, ...logins.flat()],
    }));
