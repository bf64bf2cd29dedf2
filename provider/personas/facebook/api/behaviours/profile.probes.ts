import { call, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/picture-silhouette': probe({ on: [true, false], off: [false, false] }, async (app) => {
    const token = await app.token();
    const { id } = (await (await app.graph('/me', token)).json()) as { id: string };
    const replies = [await app.send(`/${id}/picture?redirect=false`), await app.graph(`/${id}/picture?redirect=false`, token)];
    const shown = (await Promise.all(replies.map((reply) => reply.json()))) as { data: { is_silhouette: boolean } }[];
    return shown.map(({ data }) => data.is_silhouette);
  }),
  'facebook/graph/default-fields': probe({ on: 'name id', off: 'sub name email email_verified' }, async (app) =>
    Object.keys((await (await call(app, '/me')).json()) as object).join(' '),
  ),
  'facebook/graph/fields': probe({ on: 'email last_name name id', off: 'sub name email email_verified' }, async (app) =>
    Object.keys((await (await call(app, '/me?fields=email,last_name,middle_name,name')).json()) as object).join(' '),
  ),
  'facebook/graph/unconfirmed-email': probe({ on: false, off: true }, async (app) => {
    await app.world.people.change('ana', { emailVerified: false });
    return 'email' in ((await (await call(app, '/me?fields=email')).json()) as object);
  }),
  'facebook/graph/remove-permissions': probe({ on: '200 {"success":true}', off: '200 ' }, async (app) => {
    const reply = await app.remove('/me/permissions/email', await app.token());
    return `${reply.status} ${await reply.text()}`;
  }),
};
