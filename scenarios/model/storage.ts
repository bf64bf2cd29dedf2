import { z } from 'zod';
import { textWith } from './placeholders.ts';

/** Where the person's client keeps what outlives it. */
export const storageSchema = z
  .strictObject({
    file: textWith(['store'])
      .optional()
      .describe('a file of the app, or a folder with all its files, such as `{store}/tokens.json`'),
    browser: z
      .boolean()
      .optional()
      .describe('localStorage, sessionStorage, IndexedDB and cookies of the page, in a real browser'),
  })
  .refine(({ file, browser }) => file !== undefined || browser === true, {
    error: 'expected file, browser or both',
  });

export type StorageVerb = z.output<typeof storageSchema>;

export type StoragePlace = 'file' | 'cookie' | 'local-storage' | 'session-storage' | 'indexed-db';

/** One thing that a client keeps. */
export interface StoredItem {
  readonly place: StoragePlace;
  /** Name of the file, cookie or key. */
  readonly name: string;
  /** Its text; of a file at most 1 MiB. */
  readonly text: string;
  /** Permission bits of a file: `0o600`. */
  readonly mode?: number;
  /** Attributes of a cookie. */
  readonly cookie?: {
    readonly httpOnly: boolean;
    readonly secure: boolean;
    readonly sameSite: 'strict' | 'lax' | 'none';
    /** It has a time of its end, and outlives the browser until then. */
    readonly isPersistent: boolean;
  };
}
