import { testTexts } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';
import { REMEDIES } from './behaviours/remedies.ts';

testTexts('facebook', behaviours, /^F-\d\d$/, REMEDIES);
