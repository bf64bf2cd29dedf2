/** What to say of entries that are no exchange, in every format. */
import { plural } from './plural.ts';

export const UNREADABLE_FIX =
  'Export the recording again as HAR 1.2, or correct these members: a request needs `method` and `url`, lists are lists.';

/** `2 entries could not be read, and were not judged` */
export const notReadable = ({ length }: readonly string[]): string =>
  `${plural(length, 'entry', 'entries')} could not be read, and ${length === 1 ? 'was' : 'were'} not judged`;
