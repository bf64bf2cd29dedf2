import type { Checks, ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { tellVisit } from '../traffic/index.ts';

/**
 * Which account somebody is in shows in what it keeps: the texts that people had stored there. No internal id is asked for.
 */
export interface Keeping {
  /** The text that the person had the account keep; never seen before. */
  readonly text: string;
  readonly visit: Visit;
}

/** Has the account of a browser keep a text of its own. */
export const seeStore = async (who: Visitor, { app, check }: Pick<ScenarioContext, 'app' | 'check'>): Promise<Keeping> => {
  const visit = await who.stores({ stopBefore: beyond(app.url) });
  if (visit.canary) return { text: visit.canary, visit };
  return check.inconclusive('The verb "store" has no {canary} in its form, so nothing can be recognized.');
};

/** What the account of a browser keeps, as far as it shows without a login. */
export const seeRecall = (who: Visitor, { app }: Pick<ScenarioContext, 'app'>): Promise<Visit> =>
  who.recalls({ stopBefore: beyond(app.url) });

const beyond = (app: string) => (url: URL) => url.host !== new URL(app).host;

/** True when the account that answered is the one that keeps the text. */
export const isKeptIn = (recalled: Visit, { text }: Keeping): boolean => recalled.ok && recalled.body.includes(text);

/** Checks for a control leg: what is stored is shown again. */
export const checkKeeps = (recalled: Visit, keeping: Keeping, { check }: { readonly check: Checks }): void =>
  check.must(
    'keeps',
    'What somebody stores in their account is shown to them again',
    isKeptIn(recalled, keeping),
    `it was stored (${tellVisit(keeping.visit)}), and is not shown: ${tellVisit(recalled)}`,
  );
