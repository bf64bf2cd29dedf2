/** What is shared by all personas, put together from what each declares: endpoints, credentials, kinds of rows, stages. */
import { isApi } from '../model/endpoint.ts';
import type { CredentialKind, CredentialRow, EndpointName, RowKind, Stage, StageTable } from '../model/index.ts';
import { SHARED_STAGES } from '../model/stage-table.ts';
import { OAUTH_CREDENTIALS, OAUTH_ROWS } from '../oauth/credentials.ts';
import { ALL_VENDORS } from './vendors.ts';

const CHANNELS = new Map(ALL_VENDORS.flatMap(({ endpoints }) => Object.entries(endpoints)));

const namesOn = (channel: string): ReadonlySet<EndpointName> =>
  new Set([...CHANNELS].filter(([, each]) => each === channel).map(([name]) => name as EndpointName));

/** Every address of every persona under the name that faults, the wire log and scenarios use; APIs after the rest. */
export const ENDPOINT_NAMES: readonly EndpointName[] = [
  ...([...CHANNELS.keys()] as EndpointName[]).toSorted((one, other) => Number(isApi(one)) - Number(isApi(other))),
  'unknown',
];

/** Endpoints that a browser visits; everything else is called by the app itself. */
export const FRONT_CHANNEL = namesOn('front');

/** What the vendor itself asks of an app. */
export const FROM_VENDOR = namesOn('from-vendor');

/** Secrets of OAuth and of each vendor. Of two of one name, each adds to the other. */
export const CREDENTIALS: readonly CredentialKind[] = [
  ...OAUTH_CREDENTIALS,
  ...ALL_VENDORS.flatMap(({ credentials = [] }) => credentials),
];

/** A kind of credential that a world remembers. */
export interface ListedCredential {
  /** As it is listed and logged: `access-token`. */
  readonly name: string;
  readonly row: CredentialRow;
}

/** Credentials that can be listed and ended, in the order in which they are listed. */
export const LISTED: readonly ListedCredential[] = CREDENTIALS.flatMap(({ name, row }) => (row ? [{ name, row }] : []));

/** Rows that the protocol engine and the personas keep; a world has some of its own besides. */
export const DECLARED_ROWS: readonly RowKind[] = [
  ...LISTED.map(({ row }) => row),
  ...OAUTH_ROWS,
  ...ALL_VENDORS.flatMap(({ rowKinds = [] }) => rowKinds),
];

const STAGES = new Map(
  Object.entries({ ...SHARED_STAGES, ...Object.assign({}, ...ALL_VENDORS.map(({ stages }) => stages)) } as StageTable),
);

/** How answers of several behaviours combine at a stage: the first one wins, or each works on what the earlier ones left. */
export const mergeOf = (stage: Stage): 'first' | 'fold' => STAGES.get(stage)?.merge ?? 'first';

/** Whether what a behaviour says at a stage decides something; else it only shapes an answer. */
export const isDecisive = (stage: Stage): boolean => STAGES.get(stage)?.shapesOnly !== true;
