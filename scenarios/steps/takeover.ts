import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit } from '../model/index.ts';
import { after, count, describeExchange, describeVisit, isTokenRefused, markOf } from '../traffic/index.ts';
import { seeUse, type Use } from './use.ts';

/** A person whose credential at the API ended when they signed in on another device. */
export interface Takeover {
  readonly login: Visit;
  /** Two requests of the person on the first device, after that. */
  readonly uses: readonly [Use, Use];
  /** Logins of the first device by then. */
  readonly logins: readonly Exchange[];
  /** The other device is signed in at the end. */
  readonly isOtherIn: boolean;
}

/** Signs the person in on another device; the API ends what it gave before. */
export const seeTakeover = async (context: ScenarioContext): Promise<Takeover> => {
  const { person, world, wire, twist, settled } = context;
  const login = await person.signsIn();
  await twist(() => world.tokens.revoke({ person: person.key }));
  const other = await twist(() => person.inNewBrowser());
  await twist(() => other?.signsIn());
  await settled();
  const mark = markOf(await wire.all());
  const uses = [await seeUse(context), await seeUse(context)] as const;
  const logins = after(await wire.logins(), mark);
  return { login, uses, logins, isOtherIn: other === undefined || (await other.isSignedIn()) };
};

export const checkBeforeTakeover = ({ login, uses }: Takeover, { check }: Pick<ScenarioContext, 'check'>): void => {
  const bad = [login, ...uses.map(({ visit }) => visit)].find(({ ok }) => !ok);
  check.must('works', 'With one device the app works', !bad, bad ? describeVisit(bad) : '');
};

/** Checks that the first device believes the refusal, and takes nothing back. */
export const checkTakeover = ({ uses, logins, isOtherIn }: Takeover, { check, person }: ScenarioContext): void => {
  const refused = uses.flatMap(({ calls }) => calls).filter(isTokenRefused);
  if (refused.length === 0) check.skip('No credential of the first device was refused: this client has none that ends.');
  const sent = `after the refusal the app signed in again by itself, with a password that it kept: ${logins.map(describeExchange).join('; ')}`;
  check.must('no-silent-login', 'The app does not sign in without the person', logins.length === 0, sent, logins);
  const tries = `${count(refused.length, 'refused call')} for two requests of the person; at most 2 were expected`;
  check.must('few-calls', 'An ended credential is not sent again and again', refused.length <= 2, tries, refused);
  const out = `${person.name} is no longer signed in on the other device`;
  check.must('other-device-stays', 'The other device stays signed in', isOtherIn, out);
  const bad = uses.find(({ visit }) => visit.end !== 'done' || visit.status === 500);
  check.must('comes-to-rest', 'The person ends on a page of the app', !bad, bad ? describeVisit(bad.visit) : '', bad?.calls);
};
