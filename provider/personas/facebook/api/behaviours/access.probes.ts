import { type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/token-places': probe({ on: [200, 200], off: [400, 400] }, async (app) => {
    const token = await app.token();
    const oauth = await app.send('/me', { headers: { authorization: `OAuth ${token}` } });
    return [oauth.status, (await app.send(`/me?access_token=${token}`)).status];
  }),
  'facebook/graph/rate-limit': probe({ on: '{"call_count":100,"total_cputime":0,"total_time":1}', off: null }, async (app) => {
    const token = await app.token();
    for (let calls = 1; calls < 200; calls += 1) await app.graph('/me', token);
    return (await app.graph('/me', token)).headers.get('x-app-usage');
  }),
};
