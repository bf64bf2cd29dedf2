import { open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomLower } from '../provider/world/random.ts';

/** A file and what it will hold, as a whole or in pieces. */
export interface WholeFile {
  /** Absolute. */
  readonly file: string;
  readonly content: string | Iterable<string> | AsyncIterable<Uint8Array>;
}

/** What a file is written as until it is whole. */
const draftOf = (file: string): string => path.join(path.dirname(file), `.${path.basename(file)}.${randomLower(8)}.new`);

/** The name of the file that a draft was to become; undefined for another name. */
export const fileOfDraft = (name: string): string | undefined => /^\.(.+)\.[a-z0-9]{8}\.new$/.exec(name)?.[1];

const writeDraft = async (draft: string, content: WholeFile['content']): Promise<void> => {
  await using handle = await open(draft, 'wx');
  await handle.writeFile(content);
  await handle.sync(); // a full disk may be noticed only here
};

/**
 * Writes files so that a reader finds the old ones or the new ones, each whole: none is replaced before all are written.
 * Each is taken when those before it are written. Rejects with the error of the system, or of what gives the files, and leaves
 * the old ones.
 */
export const replaceFiles = async (files: Iterable<WholeFile>): Promise<void> => {
  const drafts: { readonly draft: string; readonly file: string }[] = [];
  try {
    for (const { file, content } of files) {
      const draft = draftOf(file);
      drafts.push({ draft, file });
      await writeDraft(draft, content);
    }
    for (const { draft, file } of drafts) await rename(draft, file);
  } catch (error) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true })));
    throw error;
  }
};

/** Replaces one file. A link stays a link. */
export const replaceFile = async (file: string, content: string): Promise<void> =>
  replaceFiles([{ file: await realpath(file).catch(() => file), content }]);
