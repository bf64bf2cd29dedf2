import { testTexts } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';

testTexts('first-party', behaviours, /^P-\d\d$/);
