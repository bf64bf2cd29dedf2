import { testProbes } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';
import { browse } from './test-browser.ts';
import { PROBES } from './test-probes.ts';

testProbes({ persona: 'google', behaviours, probes: PROBES, browse });
