import { containing } from '../../../../testing/test-probe.ts';
import { CALLBACK } from '../../test-browser.ts';
import { type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/account/checkpoint': probe(
    { on: containing('has been locked'), off: containing(`${CALLBACK}?code=AQ`) },
    async (app) => app.ends({}, 'blocked'),
  ),
  'facebook/consent/denied-by-person': probe({ on: 'access_denied', off: null }, async (app) =>
    new URL(await app.ends({ response_type: 'code' }, 'denies')).searchParams.get('error'),
  ),
};
