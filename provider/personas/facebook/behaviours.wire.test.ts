import { testProbes } from '../../testing/test-probe.ts';
import { loginBehaviours } from './behaviours/index.ts';
import { browse } from './test-browser.ts';

await testProbes({
  persona: 'facebook',
  behaviours: loginBehaviours,
  folder: new URL('behaviours/', import.meta.url),
  browse,
});
