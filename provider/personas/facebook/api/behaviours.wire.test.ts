import { testProbes } from '../../../testing/test-probe.ts';
import { browse } from '../test-browser.ts';
import { graphBehaviours } from './behaviours/index.ts';

await testProbes({
  persona: 'facebook',
  behaviours: graphBehaviours,
  folder: new URL('behaviours/', import.meta.url),
  browse,
});
