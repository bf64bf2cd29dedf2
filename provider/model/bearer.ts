const tokenOf =
  (scheme: RegExp) =>
  (authorization: string | undefined): string | undefined =>
    scheme.exec(authorization ?? '')?.[1];

/** Returns the token of an `Authorization: Bearer` header, whose scheme may have any case. Undefined for any other header. */
export const bearerToken = tokenOf(/^Bearer +(\S+)$/i);

/** The same for a token that is bound to a key. @see https://www.rfc-editor.org/rfc/rfc9449#section-7.1 */
export const dpopToken = tokenOf(/^DPoP +(\S+)$/i);
