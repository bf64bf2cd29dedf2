import { testProbes } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';
import { browse } from './test-browser.ts';

await testProbes({ persona: 'first-party', behaviours, folder: new URL('behaviours/', import.meta.url), browse });
