/** The oldest Node that the preload runs in. Its worker threads load ES modules by `--require`, which came with this one. */
export const OLDEST_NODE = '20.19.0';

/** Versions of Node that load ES modules by `--require`: 20.19, 22.12 and later ones of either line. */
export const canPreload = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
};
