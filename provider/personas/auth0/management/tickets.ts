import type { Client, Ports, Reply } from '../../../model/index.ts';
import { sendVerification } from '../mails.ts';
import { isBlocked, unblock } from '../passwords.ts';
import { DATABASE } from '../registration.ts';
import { issueTicket, type TicketOptions } from '../tickets.ts';
import { allUsers, findUser, type User } from '../users.ts';
import { deleted, json, type ManagementCall, managementAt } from './call.ts';
import { inexistentUser, invalidBody, ManagementError } from './error.ts';
import { userAt } from './users.ts';
import { checkBody, type Members } from './validation.ts';

type Json = Readonly<Record<string, unknown>>;

interface Job {
  readonly type: 'verification_email';
  readonly created_at: string;
}

const jobsIn = (ports: Ports) => ports.collection<Job>('jobs');

const USER: Members = { user_id: { type: 'string', about: 'user_id of the user', required: true } };
const CLIENT: Members = { client_id: { type: 'string', about: 'client_id of the client (application)' } };

const TICKET: Members = {
  ...CLIENT,
  result_url: { type: 'string', about: 'URL the user will be redirected to once the ticket is used', format: 'uri' },
  ttl_sec: { type: 'integer', about: 'Number of seconds for which the ticket is valid', min: 0, max: 2_592_000 },
  includeEmailInRedirect: { type: 'boolean', about: 'Whether to include the email address as part of the returnUrl' },
  organization_id: { type: 'string', about: 'organization_id' },
};

const PASSWORD_TICKET: Members = {
  ...TICKET,
  user_id: { type: 'string', about: 'user_id of for whom the ticket should be created' },
  email: { type: 'string', about: 'Email address of the user', format: 'email' },
  connection_id: { type: 'string', about: 'ID of the connection' },
  mark_email_as_verified: { type: 'boolean', about: 'Whether to set the email_verified attribute to true' },
};

const IDENTITY: Members = { identity: { type: 'object', about: 'This must be provided to verify primary social identities' } };

const userNamed = async (body: Json, ports: Ports): Promise<User> => {
  const isByEmail = body.user_id === undefined;
  const user = isByEmail
    ? (await allUsers(ports)).find(({ person, connection }) => connection === DATABASE && person.email === body.email)
    : await findUser(String(body.user_id), ports);
  if (!user) throw inexistentUser();
  ports.note({ person: user.person });
  return user;
};

const clientNamed = async (body: Json, ports: Ports): Promise<Client | undefined> => {
  if (body.client_id === undefined) return undefined;
  const client = await ports.clients.find(String(body.client_id));
  if (client) return client;
  throw new ManagementError(404, 'The client does not exist.', 'inexistent_client');
};

const optionsIn = (body: Json, client: Client | undefined): TicketOptions => ({
  client,
  ...(typeof body.result_url === 'string' && { resultUrl: body.result_url }),
  ...(Number(body.ttl_sec) > 0 && { lifetimeSeconds: Number(body.ttl_sec) }),
  tellsEmail: body.includeEmailInRedirect !== false,
  verifiesEmail: body.mark_email_as_verified === true,
});

const createJob = async ({ body, ports }: ManagementCall): Promise<Reply> => {
  checkBody(body, { ...USER, ...CLIENT, ...IDENTITY });
  const [user, client] = [await userNamed(body, ports), await clientNamed(body, ports)];
  await sendVerification(user.person, client, ports);
  const id = `job_${ports.random(16).replace(/[_-]/g, '0')}`;
  const job: Job = { type: 'verification_email', created_at: new Date(ports.nowEpochSeconds() * 1000).toISOString() };
  await jobsIn(ports).put(id, job);
  return json(201, { type: job.type, status: 'pending', created_at: job.created_at, id });
};

const readJob = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const job = await jobsIn(ports).find(path.id ?? '');
  if (!job) throw new ManagementError(404, 'The job does not exist.', 'inexistent_job');
  return json(200, { type: job.type, status: 'completed', created_at: job.created_at, id: job.id });
};

const verificationTicket = async ({ body, ports }: ManagementCall): Promise<Reply> => {
  checkBody(body, { ...TICKET, ...USER, ...IDENTITY });
  const [user, client] = [await userNamed(body, ports), await clientNamed(body, ports)];
  return json(201, { ticket: await issueTicket('email-verification', user.person, optionsIn(body, client), ports) });
};

const passwordTicket = async ({ body, ports }: ManagementCall): Promise<Reply> => {
  checkBody(body, PASSWORD_TICKET);
  if (body.user_id === undefined && body.email === undefined) throw invalidBody("'Missing required property: user_id'.");
  const [user, client] = [await userNamed(body, ports), await clientNamed(body, ports)];
  if (user.connection !== DATABASE)
    throw new ManagementError(400, 'The user does not have a password.', 'operation_not_supported');
  return json(201, { ticket: await issueTicket('password-change', user.person, optionsIn(body, client), ports) });
};

const readBlocks = async (call: ManagementCall): Promise<Reply> => {
  const { person } = await userAt(call);
  const blocked = (await isBlocked(person, call.ports)) ? [{ identifier: person.email, ip: '127.0.0.1' }] : [];
  return json(200, { blocked_for: blocked });
};

const removeBlocks = async (call: ManagementCall): Promise<Reply> => {
  await unblock((await userAt(call)).person, call.ports);
  return deleted('grant', true, call.ports);
};

export const ticketApiRoutes = [
  managementAt('/jobs/verification-email', { POST: { scopes: ['update:users'], handle: createJob } }),
  managementAt('/jobs/:id', { GET: { scopes: ['create:users', 'read:users'], handle: readJob } }),
  managementAt('/tickets/email-verification', { POST: { scopes: ['create:user_tickets'], handle: verificationTicket } }),
  managementAt('/tickets/password-change', { POST: { scopes: ['create:user_tickets'], handle: passwordTicket } }),
  managementAt('/user-blocks/:id', {
    GET: { scopes: ['read:users'], handle: readBlocks },
    DELETE: { scopes: ['update:users'], handle: removeBlocks },
  }),
];
