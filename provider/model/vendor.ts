import type { VendorConventions } from './conventions.ts';
import type { CredentialKind, RowKind } from './credential.ts';
import type { EndpointTable } from './endpoint.ts';
import type { PersonaId } from './ids.ts';
import type { PersonaParts } from './persona-parts.ts';
import type { StageTable } from './stage-table.ts';

/**
 * What a persona declares of its vendor: enough to lead clients to it, to read its traffic and to keep its secrets, without
 * loading what answers in its place.
 */
export interface Vendor {
  readonly id: PersonaId;
  readonly title: string;
  /** Where it stands in lists, from 1; the first of a lab is meant where none is named. */
  readonly place: number;
  /** Host in front when a client is told one address only; its paths are the local ones. */
  readonly hosts: readonly string[];
  /** Hosts that answer over plain http too, if only to say no. */
  readonly plainHosts?: readonly string[];
  /** Addresses to which an app sends its user's browser. */
  readonly pages: readonly string[];
  /** A version may stand in front of a path: `/v19.0/dialog/oauth`. */
  readonly versioned?: true;
  /** Names of its addresses. */
  readonly endpoints: EndpointTable;
  /** Stages at which only this persona speaks. */
  readonly stages?: StageTable;
  /** Secrets that are its own; those of OAuth and of the web need no mention. */
  readonly credentials?: readonly CredentialKind[];
  /** Kinds of rows that are its own, besides those of its credentials. */
  readonly rowKinds?: readonly RowKind[];
  /** How its traffic is read and which answers faults give in its place; without: as the specifications have it. */
  readonly conventions?: VendorConventions;
  /** Said beside *Tomorrow*, where a day is no time to its tokens. */
  readonly lifetimeNote?: string;
  /** The persona itself. */
  load(): Promise<{ readonly persona: PersonaParts }>;
}
