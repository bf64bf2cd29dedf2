import type { TimePreset } from './clock.ts';
import type { VendorConventions } from './conventions.ts';
import type { CredentialKind, RowKind } from './credential.ts';
import type { Design } from './design.ts';
import type { EndpointTable } from './endpoint.ts';
import type { PersonaId } from './ids.ts';
import type { PersonaParts } from './persona-parts.ts';
import type { ReferenceUse } from './reference-use.ts';
import type { SourceClues } from './source-clues.ts';
import type { StageTable } from './stage-table.ts';

/**
 * The declaration of a vendor: enough to route clients to it, read its traffic and redact its secrets without loading
 * the implementation of its persona.
 */
export interface Vendor {
  readonly id: PersonaId;
  readonly title: string;
  /** Position in lists, from 1. The first persona of a lab is the default. */
  readonly place: number;
  /**
   * The first is the main host: its paths are the same below the local address. `*.domain`: every host one label below it,
   * each a tenant of its own with the routes of the main host.
   */
  readonly hosts: readonly string[];
  /** Hosts of its APIs without a route: the lab answers there for the vendor, and every call is a gap. */
  readonly unservedHosts?: readonly string[];
  /** Hosts that also answer over plain http. */
  readonly plainHosts?: readonly string[];
  /** URLs to which an app redirects the browser. */
  readonly pages: readonly string[];
  /** Matches an optional version in front of a path: `/v19.0/dialog/oauth`. */
  readonly versioned?: true;
  /** How `init` finds it in an app. */
  readonly clues?: SourceClues;
  /** Names of its endpoints. */
  readonly endpoints: EndpointTable;
  /** Stages that only this persona has. */
  readonly stages?: StageTable;
  /** Secrets besides those of OAuth and of the web. */
  readonly credentials?: readonly CredentialKind[];
  /** Its kinds of rows, besides those of its credentials. */
  readonly rowKinds?: readonly RowKind[];
  /** How its traffic is read, and its responses for faults. Default: as the specifications define. */
  readonly conventions?: VendorConventions;
  /** How a client that follows the documentation uses it. Absent: `compare` leaves it out. */
  readonly reference?: ReferenceUse;
  /** Realm of HTTP Digest, if it takes that. @see https://www.rfc-editor.org/rfc/rfc7616 */
  readonly digestRealm?: string;
  /** Durations after which something happens, shortest first. */
  readonly presets?: readonly TimePreset[];
  /** Ways to build what it stands for, where it is no vendor but what many build. */
  readonly designs?: readonly Design[];
  /** A blocked account keeps tokens and sessions: the vendor refuses it when they are used. Default: they end at once. */
  readonly blockKeepsTokens?: true;
  /** Printed next to the command of the next day, if its tokens live longer than a day. */
  readonly lifetimeNote?: string;
  /** Loads the implementation. */
  load(): Promise<{ readonly persona: PersonaParts }>;
}

/** All hosts at which the lab answers for a vendor. */
export const hostsOf = ({ hosts, unservedHosts = [] }: Pick<Vendor, 'hosts' | 'unservedHosts'>): readonly string[] => [
  ...hosts,
  ...unservedHosts,
];
