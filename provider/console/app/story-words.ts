import type { PlayedClient, StoryVerdict } from '../../model/index.ts';

/** A verdict with its sign, and what it means. */
export const VERDICT_WORDS: Readonly<Record<StoryVerdict, readonly [mark: string, meaning: string]>> = {
  pass: ['✓ pass', 'does what is required'],
  fail: ['✗ fail', 'breaks a requirement'],
  warn: ['! warn', 'goes against a recommendation'],
  info: ['i info', 'observed, and left to the client'],
  skip: ['– skip', 'was not played'],
  inconclusive: ['? inconclusive', 'could not be judged'],
};

/** `web, with one bug put in: sess-expires-in-ms`; an app that goes wrong by itself has only its name. */
export const nameOfClient = ({ app }: Pick<PlayedClient, 'app'>): { readonly app: string; readonly bug?: string } => {
  const [name = app, bug] = app.split('.', 2);
  return bug === undefined ? { app: name } : { app: name, bug };
};

/** `13 s`, at least one second. */
export const renderSeconds = (durationMs: number): string => `${Math.max(1, Math.round(durationMs / 1000))} s`;
