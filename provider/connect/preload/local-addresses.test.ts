import { describe, expect, it } from 'vitest';
import { localAddresses } from './local-addresses.ts';
import { readSettings } from './settings.ts';

const AUTHORIZE = 'https://accounts.google.com/o/oauth2/v2/auth';
const LOCAL = 'http://localhost:4400/google/o/oauth2/v2/auth';

const { inHeader, inHtml, inJson, inPolicy } = localAddresses(readSettings({}));

describe('in a header', () => {
  it.each([
    [
      `${AUTHORIZE}?state=a%2Fb&redirect_uri=https%3A%2F%2Faccounts.google.com`,
      `${LOCAL}?state=a%2Fb&redirect_uri=https%3A%2F%2Faccounts.google.com`,
    ],
    ['//accounts.google.com/o/oauth2/v2/auth', LOCAL],
    ['http://accounts.google.com:443/o/oauth2/v2/auth', LOCAL],
    ['HTTPS://Accounts.Google.com/o/oauth2/v2/auth#x', `${LOCAL}#x`],
    ['https://accounts.google.com', 'http://localhost:4400/google'],
    [`0; url=${AUTHORIZE}?x`, `0; url=${LOCAL}?x`],
    ['https://shop.eu.auth0.com/authorize?x', 'http://localhost:4400/shop.eu.auth0.com/authorize?x'],
    ['https://Old.auth0.com/v2/logout', 'http://localhost:4400/old.auth0.com/v2/logout'],
  ])('%s leads to the lab', (value, expected) => expect(inHeader(value)).toBe(expected));

  it.each([
    '/login?next=https://accounts.google.com/',
    'https://accounts.google.com.example.org/',
    'https://accounts.google.comx/',
    'https://user@accounts.google.com/',
    'https://example.org/https://accounts.google.com/',
    'https://a.b.eu.auth0.com/authorize',
    'https://auth0.com/docs',
    'http://localhost:3000/',
  ])('%s stays as it is', (value) => expect(inHeader(value)).toBe(value));
});

it('what a policy allows of a vendor, it allows of the lab', () => {
  expect(inPolicy("form-action 'self' https://accounts.google.com; img-src https://accounts.google.com/logo.png")).toBe(
    "form-action 'self' https://accounts.google.com http://localhost:4400; img-src https://accounts.google.com/logo.png http://localhost:4400",
  );
  expect(inPolicy("form-action 'self' https://accounts.google.com.example")).toBe(
    "form-action 'self' https://accounts.google.com.example",
  );
});

describe('in HTML', () => {
  it.each([
    [`<a href="https://shop.eu.auth0.com/authorize?a=1">`, `<a href="http://localhost:4400/shop.eu.auth0.com/authorize?a=1">`],
    [`<a class=x href="${AUTHORIZE}?a=1&amp;b=2">`, `<a class=x href="${LOCAL}?a=1&amp;b=2">`],
    [`<form method=post action='${AUTHORIZE}'>`, `<form method=post action='${LOCAL}'>`],
    [`<button formaction=${AUTHORIZE}>`, `<button formaction=${LOCAL}>`],
    [`<meta http-equiv="refresh" content="0; url=${AUTHORIZE}?x">`, `<meta http-equiv="refresh" content="0; url=${LOCAL}?x">`],
    [
      `<a href="https://www.facebook.com/v25.0/dialog/oauth?client_id=1">`,
      `<a href="http://localhost:4400/facebook/v25.0/dialog/oauth?client_id=1">`,
    ],
    [
      `<a href="https://www.facebook.com/dialog/oauth?client_id=1">`,
      `<a href="http://localhost:4400/facebook/dialog/oauth?client_id=1">`,
    ],
  ])('%s leads to the lab', (text, expected) => expect(inHtml(text)).toBe(expected));

  it.each([
    `<p>${AUTHORIZE}</p>`,
    `<a data-x="${AUTHORIZE}">`,
    '<a href="https://accounts.google.com/gsi/client">',
    `<a href="${AUTHORIZE}or">`,
    `<a href="/login?to=${AUTHORIZE}">`,
    `<script>go("${AUTHORIZE}")</script>`,
  ])('%s stays as it is', (text) => expect(inHtml(text)).toBe(text));
});

describe('in JSON', () => {
  it('a text that is the address of a sign-in page leads to the lab', () => {
    expect(inJson(JSON.stringify({ url: `${AUTHORIZE}?a=1`, redirect: true }))).toBe(
      JSON.stringify({ url: `${LOCAL}?a=1`, redirect: true }),
    );
  });

  it('other addresses and texts stay as they are', () => {
    const text = JSON.stringify({
      issuer: 'https://accounts.google.com',
      token: 'https://oauth2.googleapis.com/token',
      note: `see ${AUTHORIZE}`,
    });
    expect(inJson(text)).toBe(text);
  });
});

it('a world of its own has its own addresses', () => {
  const { inHeader } = localAddresses(readSettings({ LOGINLAB_URL: 'http://localhost:5000/', LOGINLAB_WORLD: 'k3f9' }));
  expect(inHeader(AUTHORIZE)).toBe('http://localhost:5000/@k3f9/google/o/oauth2/v2/auth');
});
