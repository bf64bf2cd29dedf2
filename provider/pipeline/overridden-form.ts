import type { RoutedRequest } from '../model/index.ts';

type Changes = Readonly<Record<string, string | null>>;

const changedForm = (body: string, changes: Changes): string => {
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) form.delete(name);
    else form.set(name, value);
  }
  return form.toString();
};

const changedJson = (body: string, changes: Changes): string => {
  try {
    const members = Object.entries({ ...(JSON.parse(body) as object), ...changes });
    return JSON.stringify(Object.fromEntries(members.filter(([, value]) => value !== null)));
  } catch {
    return body; // a malformed body has no fields to change
  }
};

/** Returns the request with some fields of its form, or members of its JSON object, replaced. */
export const withForm = (request: RoutedRequest, changes: Changes | undefined): RoutedRequest => {
  if (!changes) return request;
  const change = /\bjson\b/i.test(request.headers['content-type'] ?? '') ? changedJson : changedForm;
  return { ...request, body: Buffer.from(change(Buffer.from(request.body).toString('utf8'), changes)) };
};
