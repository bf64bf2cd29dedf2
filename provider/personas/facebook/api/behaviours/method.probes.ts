import { message, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/method-override': probe(
    { on: ['200 {"success":true}', '200 {"success":true}', '200 {"id":'], off: ['400 100/33 ', '400 100/33 ', '400 200 '] },
    async (app) => {
      const token = await app.token();
      const replies = [
        await app.graph('/me/permissions/email?method=delete', token),
        await app.post('/me/permissions/email', token, { method: 'delete' }),
        await app.graph('/me/feed?method=post&message=hi', token),
      ];
      return Promise.all(
        replies.map(async (reply) => (await message(reply)).replace(/^(200 \{"success":true\}|200 \{"\w+":?|\S+ \S+ ).*$/, '$1')),
      );
    },
  ),
};
