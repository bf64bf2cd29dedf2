import type { Exchange, PersonaId } from '../../../provider/model/index.ts';
import { defineScenario, lab, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** An issuer in the metadata, as the end of "metadata whose issuer …", made from the right one. */
interface Issuer {
  readonly says: string;
  readonly make: (own: string) => string | null;
  /** Personas at which right clients take it: the address is the same one. */
  readonly sameAt?: readonly PersonaId[];
}

const withoutSlash = (issuer: string): string => issuer.replace(/\/$/, '');
const upperCase = (issuer: string): string => issuer.replace(/^https?:\/\/[^/]+/, (origin) => origin.toUpperCase());

const ISSUERS: Readonly<Record<string, Issuer>> = {
  'other-host': { says: 'is another host', make: () => 'https://login.other.example' },
  'longer-host': { says: 'begins like the right one', make: (own) => `${withoutSlash(own)}.other.example` },
  inside: { says: 'contains the right one', make: (own) => `https://login.other.example/${own}` },
  shorter: { says: 'lacks the last characters', make: (own) => withoutSlash(own).slice(0, -1) },
  slash: {
    says: 'differs by a slash at the end',
    make: (own) => (own.endsWith('/') ? withoutSlash(own) : `${own}/`),
    sameAt: ['auth0'],
  },
  case: { says: 'has scheme and host in capitals', make: upperCase, sameAt: ['google', 'auth0'] },
  missing: { says: 'is missing', make: () => null },
};

/** Tells requests to addresses of the wrong metadata from those to addresses that the client knows otherwise. */
const MARK = 'read_from=other_metadata';

const marked = ([name, value]: readonly [string, unknown]): readonly [string, unknown][] =>
  typeof value === 'string' && /_(?:endpoint|uri)$/.test(name)
    ? [[name, `${value}${value.includes('?') ? '&' : '?'}${MARK}`]]
    : [];

/** The metadata with another issuer. Its addresses are the right ones, with a mark. */
const forge = (variant: string, good: steps.Metadata): steps.Metadata => ({
  ...Object.fromEntries(Object.entries(good).flatMap(marked)),
  issuer: ISSUERS[variant]?.make(String(good.issuer)),
});

const isMarked = ({ request }: Exchange): boolean => request.url.includes(MARK) || request.vendorUrl.includes(MARK);

export default defineScenario<steps.MetadataLogin>({
  id: 'adversarial/discovery-issuer-mismatch',
  title: 'The metadata names another issuer',
  level: 'MUST',
  basis: [
    { authority: 'spec', ref: 'OIDC-Discovery-4.3', url: 'https://openid.net/specs/openid-connect-discovery-1_0.html' },
    spec('RFC8414-3.3'),
    spec('RFC8414-6.2'),
    spec('RFC3986-6.2.2.1'),
    lab('libraries compare issuers as addresses, whose scheme and host are the same in capitals: that is information only'),
    lab(
      'at Auth0 a slash at the end is information only: its SDKs are configured with a base address without it (ISSUER_BASE_URL)',
    ),
  ],
  provider: 'Answers the request for its metadata with a document whose issuer is not the one that was asked.',
  rightClient:
    'Compares issuer of the document with its configured issuer, character by character. If they differ it uses no address of the document: it starts no login, and says so.',
  fix: 'After fetching the metadata, require metadata.issuer === ISSUER before you use any other member. Do not normalize either of them: no slash, no case, no prefix.',
  personas: ['google', 'auth0'],
  needs: ['signIn'],
  shows: [],
  limitSeconds: 60,
  variants: Object.fromEntries(Object.entries(ISSUERS).map(([name, { says }]) => [name, `metadata whose issuer ${says}`])),
  bites: [
    {
      client: 'web',
      mutant: 'adv-discovery-issuer-unchecked',
      variant: 'other-host',
      verdict: 'fail',
      check: 'metadata-not-used',
    },
    { client: 'web', mutant: 'adv-discovery-issuer-prefix', variant: 'longer-host', verdict: 'fail', check: 'metadata-not-used' },
    {
      client: 'web',
      mutant: 'adv-discovery-absent-issuer-accepted',
      variant: 'missing',
      verdict: 'fail',
      check: 'metadata-not-used',
    },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'adv-discovery-issuer-normalized',
      variant: 'slash',
      verdict: 'fail',
      check: 'metadata-not-used',
    },
  ],
  steps: (context) => steps.seeMetadataLogin(context, (good) => forge(context.variant ?? '', good)),
  control({ honest, login }, { check }) {
    const lost = [honest, login].find((each) => !each?.visit.ok);
    check.must('signed-in', 'With the right metadata people can sign in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge(seen, { check, persona, variant = '' }) {
    steps.needMetadata(seen, { check });
    const { good, login, since, struck } = seen;
    const { says, make, sameAt } = ISSUERS[variant] ?? { says: variant, make: () => null, sameAt: undefined };
    const used = since.filter(isMarked);
    const title = `No address of metadata whose issuer ${says} is used`;
    const issuer = make(String(good?.issuer)) ?? 'missing';
    const found = `the issuer is ${good?.issuer}, in the metadata it was ${issuer}, and the client went on: ${traffic.describeExchanges(used)}`;
    check[sameAt?.includes(persona) ? 'may' : 'must']('metadata-not-used', title, used.length === 0, found, [...struck, ...used]);
    if (!login) return check.info('no-start', 'The app starts', 'the app does not start with such metadata', struck);
    const { visit } = login;
    check.must(
      'comes-to-rest',
      'The browser ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      struck,
    );
    if (used.length === 0 && visit.ok && login.asked.length > 0) {
      const elsewhere = `a login went on with addresses that the client knows otherwise: ${traffic.describeExchanges(login.asked)}`;
      check.info('other-addresses', 'Where the addresses of the login are from', elsewhere, login.asked);
    }
  },
});
