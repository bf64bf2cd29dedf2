import type { Reply } from '../../../model/index.ts';
import { envelope } from './envelope.ts';
import { serviceOf } from './guard.ts';

const SORRY = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sorry...</title></head>
<body><h1>We're sorry...</h1><p>... but your computer or network may be sending automated queries. To protect our users, we can't process your request right now.</p></body></html>
`;

/** Refusals of calls over the limit, in the formats of Drive, of newer services, and of Google's bot protection. */
export const rateLimitReply = (form: string, api: string): Reply => {
  if (form === '429-html') return { status: 429, headers: [['Content-Type', 'text/html; charset=UTF-8']], body: SORRY };
  if (form === '429-resource-exhausted') {
    const message = `Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service '${serviceOf(api)}'.`;
    const reason = { message, domain: 'global', reason: 'rateLimitExceeded' };
    const info = {
      reason: 'RATE_LIMIT_EXCEEDED',
      api,
      metadata: { quota_limit: 'QueriesPerMinutePerUser', quota_limit_value: '12000' },
    };
    return envelope('modern', { code: 429, message, reason, status: 'RESOURCE_EXHAUSTED', info });
  }
  const message = 'User Rate Limit Exceeded. Rate of requests for user exceed configured project quota.';
  return envelope('modern', { code: 403, message, reason: { message, domain: 'usageLimits', reason: 'userRateLimitExceeded' } });
};

/** The refusal if the project has not enabled the API. */
export const serviceDisabledReply = (api: string, project: string): Reply => {
  const service = serviceOf(api);
  const url = `https://console.developers.google.com/apis/api/${service}/overview?project=${project}`;
  const message = `Google API ${service} has not been used in project ${project} before or it is disabled. Enable it by visiting ${url} then retry.`;
  return envelope('modern', {
    code: 403,
    message,
    reason: { message, domain: 'usageLimits', reason: 'accessNotConfigured' },
    status: 'PERMISSION_DENIED',
    info: { reason: 'SERVICE_DISABLED', api, metadata: { consumer: `projects/${project}` } },
  });
};
