import type { Basis } from './scenario.ts';

const anchorOf = (section: string | undefined): string =>
  section === undefined ? '' : section.startsWith('appendix') ? `#${section}` : `#section-${section}`;

/** A section of an RFC or an OpenID specification, or an Internet-Draft: `RFC6749-10.12`, `RFC6749-appendix-B`, `OIDCC-3.1.3.7`. */
export const spec = (ref: string): Basis => {
  const [, rfc, section] = /^RFC(\d+)(?:-(.+))?$/.exec(ref) ?? [];
  if (rfc) return { authority: 'spec', ref, url: `https://www.rfc-editor.org/rfc/rfc${rfc}${anchorOf(section)}` };
  if (ref.startsWith('OIDCC')) return { authority: 'spec', ref, url: 'https://openid.net/specs/openid-connect-core-1_0.html' };
  if (ref.startsWith('draft-')) return { authority: 'spec', ref, url: `https://datatracker.ietf.org/doc/${ref}/` };
  return { authority: 'spec', ref };
};

/** A section of OpenID Connect Back-Channel Logout 1.0: `2.6`. */
export const backchannelLogout = (section: string): Basis => ({
  authority: 'spec',
  ref: `OIDC-Back-Channel-Logout-${section}`,
  url: `https://openid.net/specs/openid-connect-backchannel-1_0.html#rfc.section.${section}`,
});

/** A section of OpenID Connect RP-Initiated Logout 1.0: `2`. */
export const rpInitiatedLogout = (section: string): Basis => ({
  authority: 'spec',
  ref: `OIDC-RP-Initiated-Logout-${section}`,
  url: `https://openid.net/specs/openid-connect-rpinitiated-1_0.html#rfc.section.${section}`,
});

/** A section of OAuth 2.0 Form Post Response Mode: `2`. */
export const formPost = (section: string): Basis => ({
  authority: 'spec',
  ref: `OAuth-Form-Post-Response-Mode-${section}`,
  url: 'https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html',
});

/** A section of OAuth 2.0 Multiple Response Type Encoding Practices: `3`. */
export const multipleResponseTypes = (section: string): Basis => ({
  authority: 'spec',
  ref: `OAuth-Multiple-Response-Types-${section}`,
  url: 'https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html',
});

/** Files of OWASP ASVS 5.0.0, by chapter. */
const ASVS_FILES: Readonly<Record<string, string>> = {
  1: '0x10-V1-Encoding-and-Sanitization.md',
  3: '0x12-V3-Web-Frontend-Security.md',
  7: '0x16-V7-Session-Management.md',
  14: '0x23-V14-Data-Protection.md',
};

/** A section or requirement of OWASP ASVS 5.0.0: `3.3`, `7.4.1`. */
export const asvs = (section: string): Basis => {
  const file = ASVS_FILES[section.split('.', 1)[0] ?? ''];
  const url = file && `https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/${file}`;
  return { authority: 'spec', ref: `ASVS5-${section}`, ...(url ? { url } : {}) };
};

/** A row of a persona's catalogue: `G-04`. */
export const vendor = (row: string, url?: string): Basis => ({ authority: 'vendor', ref: row, ...(url ? { url } : {}) });

/** The project's own judgement, with its reason. */
export const lab = (why: string): Basis => ({ authority: 'lab', ref: why });
