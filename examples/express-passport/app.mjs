// "Sign in with Google" and a list of Drive files: Express and passport-google-oauth20, with Google's own addresses.
import process from 'node:process';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-google-oauth20';

const { PORT = '3000', GOOGLE_CLIENT_ID: clientID, GOOGLE_CLIENT_SECRET: clientSecret } = process.env;
const callbackURL = `http://localhost:${PORT}/auth/google/callback`;
const scope = ['profile', 'https://www.googleapis.com/auth/drive.file'];

passport.use(
  new Strategy({ clientID, clientSecret, callbackURL, scope, state: true }, (accessToken, _refreshToken, { displayName }, done) =>
    done(null, { displayName, accessToken }),
  ),
);
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));

const app = express();
app.use(session({ secret: 'an example', resave: false, saveUninitialized: false }), passport.session());
app.get('/auth/google', passport.authenticate('google'));
app.get('/auth/google/callback', passport.authenticate('google', { successRedirect: '/', failureRedirect: '/' }));
app.get('/', ({ user }, response) => response.send(user ? `Hello ${user.displayName}` : '<a href="/auth/google">Sign in</a>'));
app.get('/files', async ({ user }, response) => {
  const headers = { authorization: `Bearer ${user?.accessToken}` };
  const { status } = await fetch('https://www.googleapis.com/drive/v3/files', { headers });
  response.status(status).send(status === 200 ? 'Your files' : 'Google wants no more of this token');
});

const server = app.listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${server.address().port}`));
