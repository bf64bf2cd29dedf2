import { defineScenario, type Level, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const METHODS = 'code_challenge_methods_supported';

/**
 * What metadata says of PKCE, as the end of "metadata …".
 *
 * There is no variant in which the provider names S256 and ignores the challenge: a client cannot notice. All that comes back is
 * what a right provider sends, and only a wrong verifier would tell the two apart, which no right client sends. That challenge
 * and verifier are sent to such a provider too, `login/code-pkce-happy-path` judges; and what else binds the callback,
 * `login/csrf-browser-bound`, with `adversarial/code-injection` for a code that no challenge belongs to.
 */
const METADATA: Readonly<Record<string, { readonly says: string; readonly methods: readonly string[] | null }>> = {
  unadvertised: { says: 'that does not mention PKCE', methods: null },
  'no-method': { says: 'with an empty list of PKCE methods', methods: [] },
  'plain-only': { says: 'that names only the PKCE method plain', methods: ['plain'] },
};

const usesS256 = ({ asked }: steps.LoginSeen): boolean => asked.length > 0 && asked.every(steps.hasS256);
const usesPlain = ({ asked }: steps.LoginSeen): boolean => asked.every((each) => traffic.paramsOf(each).get('code_challenge'));
const sendsVerifier = ({ redeemed }: steps.LoginSeen): boolean =>
  redeemed.every((each) => traffic.paramsOf(each).get('code_verifier'));

/** Clients that keep no secret must use PKCE. A provider that names only plain has said that it knows nothing better. */
const levelFor = ({ app, variant }: ScenarioContext, login: steps.LoginSeen): Level => {
  if (variant === 'plain-only' && usesPlain(login)) return 'MAY';
  return app.kind === 'spa' || app.kind === 'cli' ? 'MUST' : 'SHOULD';
};

export default defineScenario<steps.MetadataLogin>({
  id: 'adversarial/pkce-downgrade',
  title: 'The metadata no longer mentions PKCE',
  level: 'MUST',
  basis: [spec('RFC9700-2.1.1'), spec('RFC9700-4.8.2'), spec('RFC7636-7.2'), spec('RFC8252-8.1')],
  provider: `Leaves ${METHODS} out of its metadata, or names a weaker method. Its endpoints know PKCE as before.`,
  rightClient:
    'Sends an S256 challenge and its verifier all the same: a provider that does not know PKCE ignores both, and metadata that an attacker can change must not switch the protection off. Or it starts no login.',
  fix: `Always send code_challenge with code_challenge_method=S256, and code_verifier with the code. Do not make it depend on ${METHODS}.`,
  personas: ['google', 'auth0'],
  needs: ['signIn'],
  shows: [],
  limitSeconds: 60,
  variants: Object.fromEntries(Object.entries(METADATA).map(([name, { says }]) => [name, `metadata ${says}`])),
  bites: [
    {
      client: 'web',
      mutant: 'adv-pkce-off-when-unadvertised',
      variant: 'unadvertised',
      verdict: 'warn',
      check: 'challenge-sent',
    },
    { client: 'web', mutant: 'adv-pkce-off-without-s256', variant: 'no-method', verdict: 'warn', check: 'challenge-sent' },
    { client: 'web', mutant: 'adv-pkce-off-without-s256', variant: 'plain-only', verdict: 'warn', check: 'challenge-sent' },
    {
      client: 'web',
      mutant: 'adv-pkce-plain-when-advertised-alone',
      variant: 'plain-only',
      verdict: 'info',
      check: 'challenge-sent',
    },
    {
      client: 'web',
      mutant: 'adv-pkce-verifier-when-advertised',
      variant: 'unadvertised',
      verdict: 'fail',
      check: 'login-works',
    },
  ],
  steps: (context) => steps.seeMetadataLogin(context, () => ({ [METHODS]: METADATA[context.variant ?? '']?.methods })),
  control({ honest, login }, { check }) {
    const lost = [honest, login].find((each) => !each?.visit.ok);
    check.must('signed-in', 'With the right metadata people can sign in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
    if (!lost && !usesS256(honest))
      check.skip('The client sends no S256 challenge in any case. login/code-pkce-happy-path judges that.');
  },
  judge(seen, context) {
    const { check, variant = '' } = context;
    steps.needMetadata(seen, { check });
    const { login, struck } = seen;
    const { says } = METADATA[variant] ?? { says: variant };
    if (!login) return check.must('login-works', `With metadata ${says} the app starts`, false, 'the app did not start', struck);
    const { asked, redeemed, visit } = login;
    const kind = ({ MUST: 'must', SHOULD: 'should', MAY: 'may' } as const)[levelFor(context, login)];
    const weak = asked.filter((each) => !steps.hasS256(each));
    if (asked.length === 0 && visit.end === 'done')
      return check.info(
        'refuses',
        'What the client does',
        `it starts no login with such metadata: ${traffic.describeVisit(visit)}`,
        struck,
      );
    const found = asked.length === 0 ? traffic.describeVisit(visit) : weak.map(steps.describePkce).join('; ');
    check[kind]('challenge-sent', `With metadata ${says} an S256 challenge is sent`, usesS256(login), found, [
      ...struck,
      ...asked,
    ]);
    if (!usesS256(login)) return;
    const refused = `the login with a challenge did not work: ${traffic.describeVisit(visit)}`;
    const goesOn = visit.ok && sendsVerifier(login) && redeemed.length > 0;
    check.must('login-works', `With metadata ${says} the login works, with the verifier`, goesOn, refused, redeemed);
  },
});
