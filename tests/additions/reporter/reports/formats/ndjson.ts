import type { Reporter } from '../reporter.ts';

/** The results of a run, one JSON text per line. */
export const ndjson: Reporter = {
  format: 'ndjson',
  files: ['results.ndjson'],
  render: ({ results }) => [{ path: 'results.ndjson', pieces: () => results.map((result) => `${JSON.stringify(result)}\n`) }],
};
