/** An Express app around passport, as its documentation shows it: it knows Google by Google's own addresses. */
export const PASSPORT_APP: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'shop',
    private: true,
    scripts: { start: 'node server.js' },
    dependencies: { express: '^5', 'express-session': '^1', passport: '^0.7', 'passport-google-oauth20': '^2' },
  }),
  'server.js': `
const express = require('express');
const session = require('express-session');
const passport = require('passport');
const { Strategy } = require('passport-google-oauth20');

const clientID = process.env.GOOGLE_CLIENT_ID || process.env.GOOGLE_ID;
const clientSecret = process.env.GOOGLE_CLIENT_SECRET || process.env.GOOGLE_SECRET;
const scope = ['profile', 'email', 'https://www.googleapis.com/auth/drive.file'];
passport.use(
  new Strategy({ clientID, clientSecret, callbackURL: '/auth/google/callback', scope, state: true }, (accessToken, refreshToken, profile, done) =>
    done(null, { accessToken, name: profile.displayName, email: profile.emails[0].value }),
  ),
);
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));

const app = express();
app.use(session({ secret: 'of this app', resave: false, saveUninitialized: false }));
app.use(passport.session());
app.use(express.urlencoded({ extended: false }));
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/auth/google', passport.authenticate('google'));
app.get('/auth/google/callback', passport.authenticate('google', { failureRedirect: '/' }), (req, res) => res.redirect('/me'));
app.get('/me', (req, res) => (req.user ? res.send(req.user.name + ' ' + req.user.email) : res.status(401).send('nobody')));
app.post('/upload', async (req, res) => {
  const headers = { authorization: 'Bearer ' + req.user?.accessToken, 'content-type': 'text/plain' };
  const url = 'https://www.googleapis.com/upload/drive/v3/files?uploadType=media';
  const answer = await fetch(url, { method: 'POST', headers, body: req.body.note || 'empty' });
  res.status(answer.ok ? 200 : 502).send(await answer.text());
});
app.post('/logout', (req, res, next) => req.logout((error) => (error ? next(error) : res.redirect('/'))));
app.get('/', (req, res) => res.send('hello'));
app.listen(process.env.PORT || 3000);
`,
};

/** The same in Python: Flask and requests-oauthlib. */
export const FLASK_APP: Readonly<Record<string, string>> = {
  'requirements.txt': 'Flask>=2\nrequests-oauthlib\n',
  'app.py': `
import os
from flask import Flask, redirect, request, session, url_for
from requests_oauthlib import OAuth2Session

app = Flask(__name__)
app.secret_key = "of this app"
CLIENT_ID = os.environ["GOOGLE_CLIENT_ID"]
CLIENT_SECRET = os.environ["GOOGLE_CLIENT_SECRET"]
SCOPE = ["openid", "https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/userinfo.profile"]

@app.route("/")
def index():
    return f"Signed in as {session['email']}" if "email" in session else "<a href='/login'>Sign in with Google</a>"

@app.route("/login")
def login():
    google = OAuth2Session(CLIENT_ID, scope=SCOPE, redirect_uri=url_for("callback", _external=True))
    url, session["state"] = google.authorization_url("https://accounts.google.com/o/oauth2/v2/auth")
    return redirect(url)

@app.route("/callback")
def callback():
    google = OAuth2Session(CLIENT_ID, state=session.get("state"), redirect_uri=url_for("callback", _external=True))
    google.fetch_token("https://oauth2.googleapis.com/token", client_secret=CLIENT_SECRET, authorization_response=request.url)
    session["email"] = google.get("https://openidconnect.googleapis.com/v1/userinfo").json()["email"]
    return redirect("/")

@app.route("/logout")
def logout():
    session.clear()
    return redirect("/")
`,
};
