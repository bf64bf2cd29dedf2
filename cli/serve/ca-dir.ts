import { closedToOthers } from '../../provider/index.ts';

/** Warns where the folder of `--ca-dir` is one that other users cannot read. */
export const warnIfClosed = async (caDir: string | undefined): Promise<void> => {
  const closed = caDir === undefined ? undefined : await closedToOthers(caDir);
  if (closed === undefined) return;
  console.error(`[loginlab] --ca-dir: other users cannot enter ${closed}. For their daemons: chmod o+x ${closed}`);
};
