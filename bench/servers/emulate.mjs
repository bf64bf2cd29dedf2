// @ts-check
/** emulate, its Google service, as its documentation starts it in a program. */
import { createEmulator } from 'emulate';

const { url } = await createEmulator({
  service: 'google',
  port: 0,
  seed: {
    google: {
      users: [{ email: 'ana@example.com', name: 'Ana' }],
      oauth_clients: [{ client_id: 'client', client_secret: 'secret', redirect_uris: ['http://127.0.0.1:3000/callback'] }],
    },
  },
});
console.log(JSON.stringify({ url: url.replace('localhost', '127.0.0.1') })); // it listens there only
