// "Log in with Auth0" and a profile by access token: Express and express-openid-connect, at the tenant's own address.
import process from 'node:process';
import express from 'express';
import openidConnect from 'express-openid-connect';

const { auth, requiresAuth } = openidConnect;
const { PORT = '3000', ISSUER_BASE_URL, CLIENT_ID: clientID, CLIENT_SECRET: clientSecret } = process.env;

const app = express();
app.use(
  auth({
    ...{ issuerBaseURL: ISSUER_BASE_URL, baseURL: `http://localhost:${PORT}`, clientID, clientSecret },
    ...{ secret: 'an example, and long enough', authRequired: false, idpLogout: true },
    authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access' },
  }),
);
app.get('/', ({ oidc }, response) => response.send(oidc.user ? `Hello ${oidc.user.email}` : '<a href="/login">Log in</a>'));
app.get('/profile', requiresAuth(), async ({ oidc }, response) => {
  const held = oidc.accessToken;
  const { token_type, access_token } = held.isExpired() ? await held.refresh() : held;
  const answer = await fetch(`${ISSUER_BASE_URL}/userinfo`, { headers: { authorization: `${token_type} ${access_token}` } });
  response.status(answer.status).send(answer.ok ? `You are ${(await answer.json()).sub}` : 'Auth0 wants no more of this token');
});

const server = app.listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${server.address().port}`));
