import { testProbes } from '../../testing/test-probe.ts';
import { loginBehaviours } from './behaviours/index.ts';
import { browse } from './test-browser.ts';
import { DIALOG_PROBES } from './test-probes-dialog.ts';
import { TOKEN_PROBES } from './test-probes-token.ts';

testProbes({ persona: 'facebook', behaviours: loginBehaviours, probes: { ...DIALOG_PROBES, ...TOKEN_PROBES }, browse });
