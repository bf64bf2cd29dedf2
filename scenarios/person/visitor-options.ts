import type { Person } from '../../provider/model/index.ts';
import type { StoredItem, Verbs } from '../model/index.ts';
import type { PersonMailbox } from './mail.ts';
import type { ReachableSites } from './reachable-sites.ts';

/** Options of a visitor. */
export interface VisitorOptions {
  readonly person: Pick<Person, 'key' | 'name' | 'givenName' | 'email'>;
  readonly sites: ReachableSites;
  /** Persona that `{persona}` in a path stands for. */
  readonly persona: string;
  readonly verbs: Verbs;
  /** Where the person finds mails; left out: nowhere. */
  readonly mailbox?: PersonMailbox;
  /** Reads the files that the app keeps. */
  readonly files?: () => Promise<readonly StoredItem[]>;
  /** Makes a new unique text. */
  readonly canary: () => string;
  /** True when a page names another person of this run. */
  readonly namesAnother: (page: string) => boolean;
}
