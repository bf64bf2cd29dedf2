/** Somebody whom another provider gives what a person has at the first one. */
import type { Exchange, PersonaId } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { after, claimsOf, conventionsOf, isAccepted, jsonOf, markOf } from '../traffic/index.ts';
import { type Keeping, keepsTexts, seeRecall, seeStore } from './account.ts';
import { leaves } from './browsing.ts';
import { isStruck } from './fault.ts';
import { idTokenOf } from './id-token.ts';
import type { NotPlayed } from './mixed-up-login.ts';

/** Two people with two providers: what one of them sees of the other. */
export interface NamedAlike {
  readonly victim: Visitor;
  readonly visit: Visit;
  readonly recalled: Visit;
  readonly kept: Keeping;
  /** Answers that brought the claims to the app. */
  readonly struck: readonly Exchange[];
}

/** The subject of whoever signed in last with the provider: in an ID token, or in the answer to whose an access token is. */
const subjectOf = async ({ wire, persona }: ScenarioContext): Promise<unknown> => {
  const own = (await wire.all()).filter((each) => each.persona === persona);
  const idToken = own.map(idTokenOf).findLast(Boolean);
  if (idToken) return claimsOf(idToken).sub;
  const { profile } = conventionsOf({ persona });
  const told = own.filter((each) => each.endpoint === profile && isAccepted(each)).map(jsonOf);
  return told.at(-1)?.sub ?? told.at(-1)?.id;
};

/** What the other provider says of somebody else: as much as it likes. A subject is called `sub`, or `id`. */
const claimsLike = async (context: ScenarioContext): Promise<Readonly<Record<string, unknown>> | undefined> => {
  if (context.variant === 'same-email') return { email: context.person.email, email_verified: true };
  const sub = await subjectOf(context);
  return sub === undefined ? undefined : { sub, id: sub };
};

/** Lets another provider say these claims of everybody, in ID tokens and where apps ask whose an access token is. */
const say = async ({ world }: ScenarioContext, persona: PersonaId, claims: Readonly<Record<string, unknown>>): Promise<void> => {
  const { profile } = conventionsOf({ persona });
  await world.faults.inject({ persona, on: 'token', do: { tamperIdToken: { claims } } });
  await world.faults.inject({ persona, on: profile, at: 'reply', do: { setBody: claims } });
};

/** Answers of a provider that a fault changed, and that say who somebody is. */
const struckOf = (persona: PersonaId, exchanges: readonly Exchange[]): readonly Exchange[] => {
  const { profile } = conventionsOf({ persona });
  const says = (each: Exchange) => idTokenOf(each) !== undefined || (each.endpoint === profile && isAccepted(each));
  return exchanges.filter((each) => each.persona === persona && isStruck(each) && says(each));
};

/** The person signs in and stores a text; then somebody else signs in with the other provider, which names them alike. */
export const seeNamedAlike = async (context: ScenarioContext, other: PersonaId): Promise<NamedAlike | NotPlayed> => {
  const { person, world, wire, settled } = context;
  if (!keepsTexts(context)) return { notPlayed: 'The app has no verbs store and recall, which tell accounts apart.' };
  await person.signsIn();
  const kept = await seeStore(person, context);
  await settled();
  const claims = await claimsLike(context);
  if (!claims) return { notPlayed: 'Nothing in the answers to this client named the person.' };
  const attacker = await (await context.secondPerson()).inNewBrowser();
  const mark = markOf(await wire.all());
  await say(context, other, claims);
  const visit = await attacker.signsIn({ persona: other });
  await attacker.asksWhoAmI({ stopBefore: leaves(context) });
  const recalled = await seeRecall(attacker, context);
  await settled();
  await world.faults.clear();
  return { victim: person, visit, recalled, kept, struck: struckOf(other, after(await wire.all(), mark)) };
};
