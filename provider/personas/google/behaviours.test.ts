import { testTexts } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';

testTexts('google', behaviours, /^G-\d\d$/);
