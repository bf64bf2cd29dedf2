import type { Exchange, ReplyForm } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Form {
  readonly says: string;
  /** Of every answer to the app. */
  readonly form?: ReplyForm;
  /** What the name of the person ends with. */
  readonly name?: string;
  /** The callback says the same with every character percent-encoded. */
  readonly encodesCallback?: true;
  /** Metadata and keys are read again, in this form. */
  readonly startsAnew?: true;
  /** Default: MUST. */
  readonly level?: 'should' | 'info';
}

const EMOJI = '👩🏽‍🚀 Zoë';
const RIGHT_TO_LEFT = 'بن علي עמית';

const FORMS: Readonly<Record<string, Form>> = {
  gzip: { says: 'answers compressed with gzip', form: { encoding: 'gzip' }, startsAnew: true },
  brotli: { says: 'answers compressed with Brotli', form: { encoding: 'br' } },
  pieces: { says: 'answers that come one byte at a time', form: { pieceBytes: 1 }, name: EMOJI },
  'lower-case-headers': { says: 'header names in small letters', form: { headerNames: 'lower' } },
  'upper-case-headers': { says: 'header names in capitals', form: { headerNames: 'upper' } },
  'bare-type': { says: 'Content-Type: application/json', form: { contentType: 'application/json' }, startsAnew: true },
  charset: {
    says: 'Content-Type: application/json;charset=UTF-8',
    form: { contentType: 'application/json;charset=UTF-8' },
    startsAnew: true,
  },
  'quoted-charset': {
    says: 'Content-Type: Application/JSON; charset="utf-8"',
    form: { contentType: 'Application/JSON; charset="utf-8"' },
  },
  'pretty-json': { says: 'JSON with line breaks and indentation', form: { indent: 4 } },
  'emoji-name': { says: 'a name with emoji and accents', name: EMOJI },
  'right-to-left-name': { says: 'a name in scripts that run from right to left', name: RIGHT_TO_LEFT },
  'encoded-callback': {
    says: 'a callback with every character of its values percent-encoded',
    encodesCallback: true,
    level: 'should',
  },
  'byte-order-mark': { says: 'JSON after a byte order mark', form: { byteOrderMark: true }, level: 'info' },
};

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  /** The page that says who is signed in. */
  readonly shown: model.Visit;
  readonly used: steps.Use | undefined;
  readonly struck: readonly Exchange[];
  readonly isCallbackMet: boolean;
}

type Context = model.ScenarioContext;

const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const withEncodedValues = (url: URL): URL => {
  const changed = new URL(url);
  changed.search = [...url.searchParams].map(([name, value]) => `${name}=${percentEncoded(value)}`).join('&');
  return changed;
};

const signIn = async (context: Context, encodesCallback: boolean) => {
  let isCallbackMet = false;
  const isCallback = steps.isCallbackOf(context);
  const rewrite = (url: URL): URL => {
    if (!encodesCallback || !isCallback(url)) return url;
    isCallbackMet = true;
    return withEncodedValues(url);
  };
  return { login: await steps.seeLogin(context.person, context, { rewrite }), isCallbackMet };
};

/** Puts all that the provider sends from now on into the form. */
const change = async (context: Context, { form, name, startsAnew }: Form): Promise<void> => {
  const { app, person, world } = context;
  if (name !== undefined) await world.people.change(person.key, { name: `${person.name} ${name}` });
  if (form) await steps.strikeAll(context, ['back', 'api'], { do: { sendAs: form } });
  if (startsAnew) await app.restart();
};

/** A page shows a name as it is, or escaped as in JSON. */
const showsName = ({ body }: model.Visit, name: string): boolean =>
  name.split(' ').every((word) => [word, jsonEscaped(word), entities(word)].some((each) => body.includes(each)));
const jsonEscaped = (word: string): string =>
  [...Array(word.length).keys()].map((at) => `\\u${word.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
const entities = (word: string): string =>
  [...word].map((each) => ((each.codePointAt(0) ?? 0) > 127 ? `&#${each.codePointAt(0)};` : each)).join('');

const acceptsEncoding = (encoding: string) => (each: Exchange) =>
  (traffic.headerOf(each.request, 'accept-encoding') ?? '').includes(encoding);

/** Ends the leg where the client did not meet the form. */
const needForm = ({ struck, isCallbackMet }: Seen, { form, encodesCallback }: Form, { check }: Context): void => {
  if (encodesCallback && !isCallbackMet) check.skip('The client has no callback with a code in its URL.');
  if (!form) return;
  if (struck.length === 0) check.skip('The client itself asks the provider nothing when people sign in.');
  const { encoding } = form;
  if (encoding && !struck.some(acceptsEncoding(encoding)))
    check.skip(`The client accepts no answers compressed with ${encoding}.`);
};

export default model.defineScenario<Seen>({
  id: 'resilience/wire-format-variants',
  title: 'The provider says the same in another form',
  level: 'MUST',
  basis: [
    model.spec('RFC9110-8.3.1'),
    model.spec('RFC9110-8.4'),
    model.spec('RFC9110-5.1'),
    model.spec('RFC9112-7.1'),
    model.spec('RFC8259-2'),
    model.spec('RFC8259-8.1'),
    model.spec('RFC6749-appendix-B'),
    model.lab('Gateways compress, cut and rename what a provider sends, and change how they do it without a word.'),
  ],
  provider:
    'Sends the same answers compressed, in pieces, with other letters in header names, other parameters of the type, or other white space. People have names in every script.',
  rightClient: 'Signs the person in as ever, and shows the name as it is.',
  fix: 'Read HTTP with a library. Compare the media type without its parameters and without regard to letters, decode the body once as a whole in UTF-8, and parse JSON with a parser.',
  fixes: {
    'name-shown': 'Decode bytes as UTF-8 after the last piece has come, and the payload of an ID token as UTF-8 as well.',
    accepted: 'Accept what HTTP, JSON and OAuth allow: the answer said the same as ever.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORMS).map(([name, { says }]) => [name, says])),
  variantPersonas: { 'encoded-callback': ['google', 'facebook', 'auth0'] },
  limitSeconds: 45,
  bites: [
    { client: 'web', mutant: 'rsl-content-type-exact', variant: 'charset', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-content-type-exact', variant: 'quoted-charset', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-gzip-unread', variant: 'gzip', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-header-letters', variant: 'upper-case-headers', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-first-piece-is-all', variant: 'pieces', verdict: 'fail', check: 'accepted' },
    {
      client: 'web',
      personas: ['auth0'],
      mutant: 'rsl-json-by-pattern',
      variant: 'pretty-json',
      verdict: 'fail',
      check: 'accepted',
    },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'rsl-names-latin1',
      variant: 'emoji-name',
      verdict: 'warn',
      check: 'name-shown',
    },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'rsl-names-latin1',
      variant: 'right-to-left-name',
      verdict: 'warn',
      check: 'name-shown',
    },
    { client: 'graph-client', mutant: 'rsl-names-ascii', variant: 'emoji-name', verdict: 'fail', check: 'accepted' },
    { client: 'rest', mutant: 'rsl-content-type-exact', variant: 'quoted-charset', verdict: 'fail', check: 'accepted' },
  ],
  async steps(context) {
    const { app, person, twist, wire } = context;
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const form = await twist(() => FORMS[context.variant ?? '']);
    await twist(() => form && change(context, form));
    const { login, isCallbackMet } = await signIn(context, form?.encodesCallback === true);
    const shown = await person.asksWhoAmI();
    const used = app.verbs.has('useResource') ? await steps.seeUse(context) : undefined;
    return { honest, login, shown, used, struck: (await wire.all()).filter(steps.isStruck), isCallbackMet };
  },
  control({ honest, login, shown, used }, { check, person }) {
    const isIn = honest.signedIn && login.signedIn;
    check.must('signed-in', 'With usual answers people are signed in', isIn, traffic.describeVisit(login.visit));
    if (used) check.must('works', 'And the app works', steps.worked(used), steps.describeUse(used));
    const says = showsName(shown, person.name) ? 'it does' : 'it shows the address alone';
    check.info('shows-name', 'The page of the person shows the name', says);
  },
  judge(seen, context) {
    const { login, shown, used, struck } = seen;
    const { check, person, variant = '' } = context;
    const form = FORMS[variant] ?? { says: '' };
    needForm(seen, form, context);
    const { says, name, level = 'must' } = form;
    const isIn = login.visit.ok && login.signedIn;
    const lost = `there were ${says}, and ${login.who.name} is not signed in; ${traffic.describeVisit(login.visit)}`;
    if (level === 'info') return check.info('accepted', 'The person is signed in', isIn ? 'they are' : lost, struck);
    check[level]('accepted', 'The person is signed in', isIn, lost, struck);
    if (!isIn) return;
    if (used) {
      const dead = `there were ${says}, and the app does not work: ${steps.describeUse(used)}`;
      check[level]('works', 'The app works', steps.worked(used), dead, used.calls);
    }
    if (name === undefined || !showsName(shown, person.name)) return; // an app may show the address alone
    const garbled = `the name ends with “${name}”, and the page does not show it so; ${traffic.describeVisit(shown)}`;
    check.should('name-shown', 'The name is shown as it is', showsName(shown, name), garbled, struck);
  },
});
