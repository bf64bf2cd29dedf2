type Payload = Readonly<Record<string, unknown>>;

/**
 * Every epoch field of every kind of row, in seconds. Ageing shifts all of them on read, so one that is missing
 * here stays young: a test issues a row of each kind and fails for any present-day number that is not listed.
 */
export const EPOCH_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Session: ['iat', 'exp', 'loginTs'],
  Grant: ['iat', 'exp'],
  AuthorizationCode: ['iat', 'exp', 'authTime', 'consumed'],
  AccessToken: ['iat', 'exp'],
  RefreshToken: ['iat', 'exp', 'authTime', 'iiat', 'consumed'],
  BrowserSession: ['startedAtEpochSeconds'],
  Consent: ['grantedAtEpochSeconds'],
  Ticket: ['expiresAtEpochSeconds'],
  Login: ['authorizedAtEpochSeconds', 'passwordChangedAtEpochSeconds', 'signedOutAtEpochSeconds'],
  Person: [],
  Client: [],
  Record: ['changedAtEpochSeconds'],
  Message: ['sentAtEpochSeconds'],
  Password: ['changedAtEpochSeconds'],
};

/** The payload as it reads when it is `seconds` older than it was written. The payload itself when nothing shifts. */
export const aged = (kind: string, payload: Payload, seconds: number): Payload => {
  if (seconds === 0) return payload;
  const shifted: Record<string, unknown> = { ...payload };
  for (const field of EPOCH_FIELDS[kind] ?? []) {
    const value = shifted[field];
    if (typeof value === 'number') shifted[field] = value - seconds;
  }
  return shifted;
};
