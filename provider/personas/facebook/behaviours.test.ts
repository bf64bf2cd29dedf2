import { testTexts } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';

testTexts('facebook', behaviours, /^F-\d\d$/);
