/** Returns the token of an `Authorization: Bearer` header, whose scheme may have any case. Undefined for any other header. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
