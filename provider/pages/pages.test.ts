import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { accountChooserPage, consentPage, errorPage, html } from './index.ts';

const hostile = `"><script>alert('1')</script>&`;
const chooser = {
  vendor: 'Vendor',
  appName: hostile,
  action: 'https://a.example/sign-in',
  ticket: 't1',
  nonce: 'n1',
  accounts: [{ key: 'ana', name: hostile, email: 'ana@example.com', signedIn: true }],
};
const consent = {
  vendor: 'Vendor',
  appName: 'Shop',
  email: 'ana@example.com',
  action: 'https://a.example/consent',
  ticket: 't1',
  nonce: 'n1',
  scopes: [
    { scope: 'openid', text: 'Know who you are', optional: false },
    { scope: 'https://x.example/drive', text: 'See your files', optional: true },
  ],
};

describe('the page kit', () => {
  it('lets no text of others become markup', () => {
    expect(accountChooserPage(chooser).body).not.toContain('<script');
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [node] = parseFragment(html`<p title="${text}">${text}</p>`.markup).childNodes;
        if (!node || !('attrs' in node)) throw new Error('the element is gone');
        const [child] = node.childNodes;
        const plain = (value: string) => value.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '');
        expect(plain(node.attrs[0]?.value ?? '')).toBe(plain(text));
        expect(child && 'value' in child ? child.value : '').toBe(plain(text));
      }),
    );
  });

  it('forbids scripts, frames and outside resources and lets the form lead back to any app', () => {
    const policy = new Map(accountChooserPage(chooser).headers).get('Content-Security-Policy');
    expect(policy).toBe("default-src 'none'; style-src 'nonce-n1'; base-uri 'none'; frame-ancestors 'none'");
    expect(accountChooserPage(chooser).body).toContain('<style nonce="n1">');
  });

  it('offers one button for each account', () => {
    expect(accountChooserPage(chooser).body).toContain(
      '<button class="account" name="account" value="ana" data-testid="account-ana">',
    );
  });

  it('gives a box only to scopes that can be declined', () => {
    const { body } = consentPage(consent);
    expect(body.match(/type="checkbox"/g)).toHaveLength(1);
    expect(body).toContain('name="scope" value="https://x.example/drive" data-testid="scope-https://x.example/drive" checked>');
    expect(body).toContain('data-testid="consent-allow"');
    expect(body).toContain('data-testid="consent-deny"');
  });

  it('shows an error with its particulars and its own status', () => {
    const notice = {
      vendor: 'V',
      title: 'No',
      line: 'Error 400: x',
      description: 'because',
      details: ['a=1'],
      status: 400,
      nonce: 'n',
    };
    const reply = errorPage(notice);
    expect(reply.status).toBe(400);
    expect(reply.body).toContain('data-testid="page-error"');
    expect(reply.body).toContain('a=1');
    expect(errorPage({ ...notice, details: [] }).body).not.toContain('Request details');
  });
});
