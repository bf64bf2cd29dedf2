/** Several people who use one app at a time, each in a browser of their own. */
import type { Exchange } from '../../provider/model/index.ts';
import type { Checks, ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { after, describeExchange, describeVisit, isAccepted, isWrite, markOf } from '../traffic/index.ts';
import { isKeptIn, type Keeping, seeRecall, seeStore } from './account.ts';
import { leaves, showsPerson } from './browsing.ts';
import { apiCallsOf, timesDone, type Work } from './work.ts';

/** What one person did in the app. */
export interface Turn {
  readonly who: Visitor;
  /** Undefined for an app without the verb. */
  readonly whoAmI: Visit | undefined;
  /** What they asked for, and all API calls of that time; undefined for an app without the verb. */
  readonly work: Work | undefined;
  /** A text that they stored, and the stored texts that they were shown. */
  readonly kept?: Keeping | undefined;
  readonly recalled?: Visit | undefined;
}

type Context = Pick<ScenarioContext, 'app' | 'wire' | 'settled' | 'check'>;

/** One person looks at who is signed in, without a login, and uses the app. */
export const seeTurn = async (who: Visitor, context: Context): Promise<Turn> => {
  const { app, wire, settled } = context;
  const whoAmI = app.verbs.has('whoAmI') ? await who.asksWhoAmI({ stopBefore: leaves(context) }) : undefined;
  await settled();
  const mark = markOf(await wire.all());
  const visit = app.verbs.has('useResource') ? await who.usesResource() : undefined;
  await settled();
  const work = visit && { visit, calls: apiCallsOf(after(await wire.all(), mark)) };
  const keeps = app.verbs.has('store') && app.verbs.has('recall');
  const kept = keeps ? await seeStore(who, context) : undefined;
  const recalled = kept && (await seeRecall(who, context));
  return { who, work, whoAmI, kept, recalled };
};

/** All of them use the app at the same moment, and then look, at the same moment, at who is signed in. */
export const seeTogether = async (
  people: readonly Visitor[],
  context: Context,
  use: (who: Visitor) => Promise<Visit> = (who) => who.usesResource(),
): Promise<readonly Turn[]> => {
  const { app, wire, settled } = context;
  const stopBefore = leaves(context);
  const mark = markOf(await wire.all());
  const visits = app.verbs.has('useResource') ? await Promise.all(people.map(use)) : [];
  await settled();
  const calls = apiCallsOf(after(await wire.all(), mark));
  const names = app.verbs.has('whoAmI') ? await Promise.all(people.map((who) => who.asksWhoAmI({ stopBefore }))) : [];
  return people.map((who, i) => {
    const [visit, whoAmI] = [visits[i], names[i]];
    return { who, whoAmI, work: visit && { visit, calls } };
  });
};

/** Calls for the request of one person that carry a token of another one: of a write by its content, else only where none is their own. */
const callsWithTokenOfOther = ({ who, work }: Turn, people: readonly Visitor[]): readonly Exchange[] => {
  const { calls = [], visit } = work ?? {};
  const accepted = calls.filter((call) => isAccepted(call) && call.person !== undefined);
  const isOfOther = ({ person }: Exchange) => person !== who.key && people.some(({ key }) => key === person);
  const canary = visit?.canary;
  const own = accepted.filter((call) => canary !== undefined && isWrite(call) && (call.request.body ?? '').includes(canary));
  if (own.length > 0) return own.filter(isOfOther);
  return accepted.some(({ person }) => person === who.key) ? [] : accepted.filter(isOfOther);
};

/** The other people whom a page names. */
const othersOn = (page: Visit, who: Visitor, people: readonly Visitor[]): readonly Visitor[] =>
  people.filter((each) => each.key !== who.key && showsPerson(page, each));

const checkPages = (turns: readonly Turn[], people: readonly Visitor[], check: Checks): void => {
  // Other pages may be about other people, as that of a timeline.
  const wrong = turns.flatMap(({ who, whoAmI, recalled }) =>
    [whoAmI, recalled].flatMap((page) => (page ? othersOn(page, who, people).map((other) => ({ who, page, other })) : [])),
  );
  const [first] = wrong;
  const shown = first ? `${first.who.name} is shown ${first.other.name} at ${first.page.url.pathname}` : '';
  check.must('nobody-else-shown', 'The account pages of a person show no other one', !first, shown);
  const out = turns.find(({ who, whoAmI }) => whoAmI && !(whoAmI.ok && showsPerson(whoAmI, who)));
  const gone = out?.whoAmI ? `the app does not show ${out.who.name} as signed in; ${describeVisit(out.whoAmI)}` : '';
  check.must('signed-in', 'Each person is shown as the one who is signed in', !out, gone);
  const mixed = turns.find((turn) => isMixed(turn, turns));
  const found = mixed ? `${mixed.who.name} is not shown what ${mixed.who.name} stored, or what another one did` : '';
  if (turns.some(({ kept }) => kept))
    check.must('own-texts', 'Each person sees what they stored, and not what others did', !mixed, found);
};

/** True for a person who is not shown the text that they stored, or is shown one of somebody else. */
const isMixed = ({ who, kept, recalled }: Turn, turns: readonly Turn[]): boolean => {
  const foreign = turns.flatMap((turn) => (turn.who.key === who.key ? [] : (turn.kept ?? [])));
  return (
    kept !== undefined &&
    recalled !== undefined &&
    (!isKeptIn(recalled, kept) || foreign.some((text) => isKeptIn(recalled, text)))
  );
};

/** How often what each person asked for was done. Turns at the same moment share their calls. */
const timesOf = (usual: Work, turns: readonly Turn[]): readonly (readonly [Turn, number])[] => {
  const works = turns.flatMap(({ work }) => work ?? []);
  return turns.flatMap((turn) => {
    const { work } = turn;
    if (!work) return [];
    const together = works.filter(({ calls }) => calls === work.calls).map(({ visit }) => visit);
    return [[turn, timesDone(usual, together, work.calls)[together.indexOf(work.visit)] ?? 0] as const];
  });
};

/** Checks that each person was served as if there were nobody else. `usual`: the turn of one of them alone. */
export const checkTurns = (
  usual: Turn,
  turns: readonly Turn[],
  people: readonly Visitor[],
  { check }: Pick<ScenarioContext, 'check'>,
): void => {
  checkPages(turns, people, check);
  if (!usual.work) return;
  const wrong = turns.flatMap((turn) => callsWithTokenOfOther(turn, people).map((call) => ({ turn, call })));
  const [first] = wrong;
  const owner = people.find(({ key }) => key === first?.call.person)?.name;
  const found = first ? `${describeExchange(first.call)} for ${first.turn.who.name} has a token of ${owner}` : '';
  const calls = wrong.map(({ call }) => call);
  check.must('own-token', 'Each call for a person has a token of that person', !first, found, calls);
  const bad = timesOf(usual.work, turns).find(([, times]) => times !== 1);
  const [turn, times] = bad ?? [];
  const told = turn?.work ? `it was carried out ${times} times; ${describeVisit(turn.work.visit)}` : '';
  check.must(
    'done-once',
    'What each person asks for is carried out once',
    !bad,
    `what ${turn?.who.name} asked for: ${told}`,
    turn?.work?.calls,
  );
};
