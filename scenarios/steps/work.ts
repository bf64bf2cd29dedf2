import { type Exchange, isApi } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit } from '../model/index.ts';
import { count, isAccepted, isWrite, tellVisit } from '../traffic/index.ts';

/** What the app did at the provider's API for one wish of a person. */
export interface Work {
  readonly visit: Visit;
  readonly calls: readonly Exchange[];
}

/** Calls of the persona's APIs among some exchanges. */
export const apiCallsOf = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => isApi(endpoint));

const acceptedWrites = ({ calls }: Work): readonly Exchange[] => calls.filter((call) => isAccepted(call) && isWrite(call));

const writesWithCanary = (work: Work): readonly Exchange[] => {
  const { canary } = work.visit;
  return canary === undefined ? [] : acceptedWrites(work).filter(({ request }) => (request.body ?? '').includes(canary));
};

/** An app that only reads has no content that could be lost or doubled. */
export const isWriter = (work: Work): boolean => acceptedWrites(work).length > 0;

/** Writes that carried out the wish: known by the text of the step where the app passes it on, by their number elsewhere. */
const doneBy = (usual: Work, work: Work): readonly Exchange[] =>
  writesWithCanary(usual).length > 0 ? writesWithCanary(work) : acceptedWrites(work);

/**
 * How often each of several wishes at once was carried out, as on a good day once. Where the app does not pass on the text
 * by which they are told apart, all have the mean.
 */
export const timesDone = (usual: Work, visits: readonly Visit[], calls: readonly Exchange[]): readonly number[] => {
  if (!isWriter(usual)) return visits.map(({ ok }) => (ok ? 1 : 0));
  const wanted = doneBy(usual, usual).length;
  const times = visits.map((visit) => doneBy(usual, { visit, calls }).length / wanted);
  return writesWithCanary(usual).length > 0 ? times : times.map((all) => all / visits.length);
};

/** Checks that a wish was carried out as often as on a good day: once. `after` says after what. */
export const checkDoneOnce = (usual: Work, work: Work, after: string, { check }: Pick<ScenarioContext, 'check'>): void => {
  const { calls, visit } = work;
  if (!isWriter(usual)) {
    const found = `the request was lost after ${after}: no API call was accepted; ${tellVisit(visit)}`;
    check.must('done-once', 'What the person wanted is done', calls.some(isAccepted), found, calls);
    return;
  }
  const [wanted, done] = [doneBy(usual, usual).length, doneBy(usual, work).length];
  const lost = `the upload was lost after ${after}: ${count(done, 'write')} of it accepted by the API; ${tellVisit(visit)}`;
  const doubled = `the upload was carried out ${done} times after ${after}; ${wanted === 1 ? 'once' : `${wanted} times`} was expected`;
  check.must('done-once', 'What the person wanted is done exactly once', done === wanted, done < wanted ? lost : doubled, calls);
};
