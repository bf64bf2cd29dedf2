import { cutText, type Exchange, isApi } from '../../provider/model/index.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import { type App, requestOf, type ScenarioContext, type VerbName, type Visit } from '../model/index.ts';
import { after, describeVisit, markOf } from '../traffic/index.ts';

/** What the checks of verbs share. */
export interface Probe {
  readonly context: ScenarioContext;
  readonly app: App;
  /** Name of the vendor. */
  readonly provider: string;
  /** Says which verb comes next: where the check stands if it ends early. */
  readonly begin: (verb: VerbName) => void;
  /** Verbs that do not do what they are declared for, each with what to change. Nothing can be told by them. */
  readonly broken: Map<VerbName, string>;
}

export const probeOf = (context: ScenarioContext, app: App, { begin, broken }: Pick<Probe, 'begin' | 'broken'>): Probe => ({
  context,
  app,
  begin,
  broken,
  provider: VENDORS[context.persona].title,
});

/** The request of a verb as the person sends it, or the button: `POST /upload`, `"Upload"`. */
export const bindingOf = ({ app, context }: Probe, verb: VerbName): string => {
  const request = requestOf(app.verbs, verb);
  if (!request && verb === 'readMail') return 'the mailbox of the world';
  const { method = 'GET', path = '', inPage } = request ?? {};
  if (inPage) return inPage.press === undefined ? `the page ${path}` : `"${inPage.press}"`;
  return `${method} ${path.replaceAll('{persona}', context.persona)}`;
};

/** One verb, as an action left it. */
export interface Done {
  readonly visit: Visit;
  readonly exchanges: readonly Exchange[];
}

/** Lets a person do something, and collects what reached the lab meanwhile. */
export const watch = async ({ context: { wire, settled } }: Probe, action: () => Promise<Visit>): Promise<Done> => {
  const mark = markOf(await wire.all());
  const visit = await action();
  if (visit.end !== 'broken') await settled();
  return { visit, exchanges: after(await wire.all(), mark) };
};

export const apiCallsIn = ({ exchanges }: Done): readonly Exchange[] => exchanges.filter(({ endpoint }) => isApi(endpoint));

/** Longest quotation of a page, in characters. */
const LONGEST_QUOTE = 60;

/** The end of a visit, with a few words of its page. */
export const describeShortly = (visit: Visit): string =>
  describeVisit(visit).replace(/: "(.*)"$/s, (whole, words: string) =>
    words.length > LONGEST_QUOTE ? `: "${cutText(words, LONGEST_QUOTE)}"` : whole,
  );

/** How a request of a verb ended, after its name: `answered 404: "Not found"`. */
export const describeEnd = ({ context }: Probe, verb: string, visit: Visit): string => {
  const isThere = visit.end === 'done' && visit.hops.length === 1;
  return isThere
    ? describeShortly(visit).replace(/^the app (answered \d+) at \S+?(?=: "|$)/, `${verb} $1`)
    : `${verb}: ${describeShortly(visit).replace(`${new URL(context.app.url).origin}`, '')}`;
};

/** True when something can be told by a verb. */
export const works = ({ app, broken }: Probe, verb: VerbName): boolean => app.verbs[verb] !== undefined && !broken.has(verb);

/** What is wrong with a verb, and what to change. */
export interface Problem {
  readonly found: string;
  readonly fix: string;
}

/** Records the check of one verb: the field, and what was found. */
export const record = (
  { context: { check }, broken }: Probe,
  verb: VerbName,
  title: string,
  problem: Problem | undefined,
  evidence: readonly Exchange[] = [],
): boolean => {
  const message = problem ? `verbs.${verb}: ${problem.found.replace(/\.$/, '')}.` : '';
  if (problem) broken.set(verb, problem.fix);
  check.must(verb, title, problem === undefined, message, evidence);
  return problem === undefined;
};
