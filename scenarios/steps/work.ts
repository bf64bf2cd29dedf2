import { type Exchange, isApi } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit } from '../model/index.ts';
import { count, describeVisit, isAccepted, isWrite } from '../traffic/index.ts';

/** The app's API calls for one request of a person. */
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

/** An app that only reads has no content that could be lost or duplicated. */
export const isWriter = (work: Work): boolean => acceptedWrites(work).length > 0;

/** Writes for the request: matched by the canary of the step if the app passes it on, else counted. */
const doneBy = (usual: Work, work: Work): readonly Exchange[] =>
  writesWithCanary(usual).length > 0 ? writesWithCanary(work) : acceptedWrites(work);

/**
 * How often each of several concurrent requests was carried out; 1 is correct. If the app does not pass on the canary
 * that distinguishes them, all get the mean.
 */
export const timesDone = (usual: Work, visits: readonly Visit[], calls: readonly Exchange[]): readonly number[] => {
  if (!isWriter(usual)) return visits.map(({ ok }) => (ok ? 1 : 0));
  const wanted = doneBy(usual, usual).length;
  const times = visits.map((visit) => doneBy(usual, { visit, calls }).length / wanted);
  return writesWithCanary(usual).length > 0 ? times : times.map((all) => all / visits.length);
};

/** Checks that a request was carried out exactly once. `after` says after what. */
export const checkDoneOnce = (usual: Work, work: Work, after: string, { check }: Pick<ScenarioContext, 'check'>): void => {
  const { calls, visit } = work;
  if (!isWriter(usual)) {
    const found = `the request was lost after ${after}: no API call was accepted; ${describeVisit(visit)}`;
    check.must('done-once', 'The person’s request is carried out', calls.some(isAccepted), found, calls);
    return;
  }
  const [wanted, done] = [doneBy(usual, usual).length, doneBy(usual, work).length];
  const lost = `the upload was lost after ${after}: ${count(done, 'write')} of it accepted by the API; ${describeVisit(visit)}`;
  const doubled = `the upload was carried out ${done} times after ${after}; ${wanted === 1 ? 'once' : `${wanted} times`} was expected`;
  check.must(
    'done-once',
    'The person’s request is carried out exactly once',
    done === wanted,
    done < wanted ? lost : doubled,
    calls,
  );
};
