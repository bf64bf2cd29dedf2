import type { Checks, ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { describeVisit } from '../traffic/index.ts';

/**
 * Identifies the account of a browser by the texts stored in it. No internal id is needed.
 */
export interface Keeping {
  /** The stored text; unique. */
  readonly text: string;
  readonly visit: Visit;
}

/** True for an app whose people can store texts and see them again. */
export const keepsTexts = ({ app }: Pick<ScenarioContext, 'app'>): boolean => app.verbs.has('store') && app.verbs.has('recall');

/** Stores a unique text in the account of a browser. */
export const seeStore = async (who: Visitor, { app, check }: Pick<ScenarioContext, 'app' | 'check'>): Promise<Keeping> => {
  const visit = await who.stores({ stopBefore: beyond(app.url) });
  if (visit.canary) return { text: visit.canary, visit };
  return check.inconclusive('The form of the verb "store" has no {canary}, so the stored text cannot be recognized.');
};

/** The stored texts of the account of a browser, read without a login. */
export const seeRecall = (who: Visitor, { app }: Pick<ScenarioContext, 'app'>): Promise<Visit> =>
  who.recalls({ stopBefore: beyond(app.url) });

const beyond = (app: string) => (url: URL) => url.host !== new URL(app).host;

/** True when the account that answered holds the text. */
export const isKeptIn = (recalled: Visit, { text }: Keeping): boolean => recalled.ok && recalled.body.includes(text);

/** Check of a control leg: a stored text is shown again. */
export const checkKeeps = (recalled: Visit, keeping: Keeping, { check }: { readonly check: Checks }): void =>
  check.must(
    'keeps',
    'A text that a person stores in the account is shown again',
    isKeptIn(recalled, keeping),
    `the text was stored (${describeVisit(keeping.visit)}), but is not shown: ${describeVisit(recalled)}`,
  );
