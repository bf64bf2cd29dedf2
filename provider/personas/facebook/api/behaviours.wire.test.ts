import { testProbes } from '../../../testing/test-probe.ts';
import { browse } from '../test-browser.ts';
import { graphBehaviours } from './behaviours/index.ts';
import { GRAPH_PROBES } from './test-probes.ts';

testProbes({ persona: 'facebook', behaviours: graphBehaviours, probes: GRAPH_PROBES, browse });
