/** Combines the declarations of all personas: endpoints, credentials, kinds of rows, stages. */
import { isApi } from '../model/endpoint.ts';
import type {
  CredentialKind,
  CredentialRow,
  DesignInfo,
  EndpointName,
  PersonaId,
  RowKind,
  Stage,
  StageTable,
} from '../model/index.ts';
import { SCANNED_LINK } from '../model/mail-scanner.ts';
import { OWN_API } from '../model/own-api.ts';
import { SHARED_STAGES } from '../model/stage-table.ts';
import { OAUTH_CREDENTIALS, OAUTH_ROWS } from '../oauth/credentials.ts';
import { ALL_VENDORS } from './vendors.ts';

const CHANNELS = new Map(ALL_VENDORS.flatMap(({ endpoints }) => Object.entries(endpoints)));

const namesOn = (channel: string): ReadonlySet<EndpointName> =>
  new Set([...CHANNELS].filter(([, each]) => each === channel).map(([name]) => name as EndpointName));

/** Endpoint names of all personas, as in faults, the wire log and scenarios. APIs are last. */
export const ENDPOINT_NAMES: readonly EndpointName[] = [
  ...([...CHANNELS.keys()] as EndpointName[]).toSorted((one, other) => Number(isApi(one)) - Number(isApi(other))),
  OWN_API,
  SCANNED_LINK,
  'unknown',
];

/** Endpoints that a browser visits. The app calls the others. */
export const FRONT_CHANNEL = namesOn('front');

/** Endpoints of the app that the vendor calls, or a mail scanner. */
export const FROM_VENDOR: ReadonlySet<EndpointName> = new Set([...namesOn('from-vendor'), SCANNED_LINK]);

/** Secrets of OAuth and of each vendor. Declarations with the same name are merged. */
export const CREDENTIALS: readonly CredentialKind[] = [
  ...OAUTH_CREDENTIALS,
  ...ALL_VENDORS.flatMap(({ credentials = [] }) => credentials),
];

/** A kind of credential that is stored in a world. */
export interface ListedCredential {
  /** Name in lists and logs: `access-token`. */
  readonly name: string;
  readonly row: CredentialRow;
}

/** Credentials that can be listed and ended, in list order. */
export const LISTED: readonly ListedCredential[] = CREDENTIALS.flatMap(({ name, row }) => (row ? [{ name, row }] : []));

/** Credentials that are sessions of browsers. */
export const SESSION_CREDENTIALS: readonly ListedCredential[] = LISTED.filter(({ row }) => row.isSession);

/** Kinds of rows of the protocol engine and the personas. A world adds its own. */
export const DECLARED_ROWS: readonly RowKind[] = [
  ...LISTED.map(({ row }) => row),
  ...OAUTH_ROWS,
  ...ALL_VENDORS.flatMap(({ rowKinds = [] }) => rowKinds),
];

/** Vendors where the tokens and sessions of a blocked account end at once. */
export const ENDING_ON_BLOCK: readonly PersonaId[] = ALL_VENDORS.flatMap(({ id, blockKeepsTokens }) =>
  blockKeepsTokens ? [] : [id],
);

/** Designs of all personas, in list order. */
export const DESIGNS: readonly DesignInfo[] = ALL_VENDORS.flatMap(({ id, designs = [] }) =>
  designs.map((design) => ({ ...design, persona: id })),
);

/** Realms of HTTP Digest. Its server keeps a hash of its own of each password. */
export const DIGEST_REALMS: readonly string[] = ALL_VENDORS.flatMap(({ digestRealm }) => digestRealm ?? []);

const STAGES = new Map(
  Object.entries({ ...SHARED_STAGES, ...Object.assign({}, ...ALL_VENDORS.map(({ stages }) => stages)) } as StageTable),
);

/** How decisions of several behaviours combine at a stage: the first one wins, or each gets the result of the previous one. */
export const mergeOf = (stage: Stage): 'first' | 'fold' => STAGES.get(stage)?.merge ?? 'first';

/** True if behaviours of a stage refuse a credential or a request. Each of them has a remedy. */
export const isRefusal = (stage: Stage): boolean => STAGES.get(stage)?.refuses === true;

/** True if behaviours of a stage make a decision. Otherwise they only format an answer. */
export const isDecisive = (stage: Stage): boolean => STAGES.get(stage)?.shapesOnly !== true;
