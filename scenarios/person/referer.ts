const POLICIES: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]);

/** The last policy of a `Referrer-Policy` header that browsers know; their default without one. */
export const referrerPolicyOf = (header: string | undefined): string =>
  (header ?? '')
    .split(',')
    .map((policy) => policy.trim().toLowerCase())
    .findLast((policy) => POLICIES.has(policy)) ?? 'strict-origin-when-cross-origin';

/** What a browser sends as `Referer` from one page to another address. @see https://www.w3.org/TR/referrer-policy/ */
export const refererFor = (page: URL, to: URL, policy: string): string | undefined => {
  const bare = new URL(page);
  bare.hash = bare.username = bare.password = '';
  const [whole, origin] = [bare.href, `${bare.origin}/`];
  const same = page.origin === to.origin;
  const downgrade = page.protocol === 'https:' && to.protocol !== 'https:';
  switch (policy) {
    case 'no-referrer':
      return undefined;
    case 'unsafe-url':
      return whole;
    case 'origin':
      return origin;
    case 'same-origin':
      return same ? whole : undefined;
    case 'origin-when-cross-origin':
      return same ? whole : origin;
    case 'no-referrer-when-downgrade':
      return downgrade ? undefined : whole;
    case 'strict-origin':
      return downgrade ? undefined : origin;
    default:
      return same ? whole : downgrade ? undefined : origin;
  }
};
