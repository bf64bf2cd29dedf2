import type { Basis } from './scenario.ts';

/** A section of an RFC or an OpenID specification: `RFC6749-10.12`, `OIDCC-3.1.3.7`. */
export const spec = (ref: string): Basis => {
  const [, rfc, section] = /^RFC(\d+)(?:-(.+))?$/.exec(ref) ?? [];
  if (rfc)
    return { authority: 'spec', ref, url: `https://www.rfc-editor.org/rfc/rfc${rfc}${section ? `#section-${section}` : ''}` };
  if (ref.startsWith('OIDCC')) return { authority: 'spec', ref, url: 'https://openid.net/specs/openid-connect-core-1_0.html' };
  return { authority: 'spec', ref };
};

/** A row of a persona's catalogue: `G-04`. */
export const vendor = (row: string, url?: string): Basis => ({ authority: 'vendor', ref: row, ...(url ? { url } : {}) });

/** The project's own judgement, with its reason. */
export const lab = (why: string): Basis => ({ authority: 'lab', ref: why });
