import { testTexts } from '../../testing/test-probe.ts';
import { behaviours } from './behaviours/index.ts';

testTexts('auth0', behaviours, /^A-\d{2,3}$/);
