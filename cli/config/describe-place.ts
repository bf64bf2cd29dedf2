import { forUser } from '../paths.ts';
import type { ConfigPlace } from './find.ts';

/** Which config is used, and which ones beyond the root of the project are not. */
export const describePlace = ({ file, bundled, others }: ConfigPlace, apps = 'the apps'): string => {
  const used = bundled
    ? `No loginlab.config.* found: running ${apps} that come with Login Lab.`
    : `Running the apps of ${forUser(file)}`;
  if (others.length === 0) return used;
  const [nearest = ''] = others;
  const list = others.map((other) => forUser(other)).join(', ');
  return `${used}\n  Not used: ${list} in a folder above. To use it: --config ${forUser(nearest)}`;
};
