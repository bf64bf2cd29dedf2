import type { CheckResult, VerbName } from '../../scenarios/model/index.ts';
import type { Examination } from '../../scenarios/runner/index.ts';
import { envFindings } from './env-findings.ts';
import { broken, type DoctorFinding, note, ok } from './finding.ts';

const fieldOf = ({ id }: CheckResult): string => (id === 'start' ? 'start' : `verbs.${id}`);

const LAST_PRINTED = 'It last printed:';

/** After the sentence about what was found, before what the app printed. */
const withAdvice = (found: string, advice: string): string => {
  const [first = '', ...more] = found.split('\n');
  const sentence = first.replace(new RegExp(` ${LAST_PRINTED}$`), '');
  const printed = sentence === first ? [] : [LAST_PRINTED];
  return [`${sentence.replace(/\.?$/, '.')} ${advice}`, ...printed, ...more].join('\n');
};

/** Lines of the app's output that a failed login shows. */
const OUTPUT_LINES = 10;

const SERVER_ERROR = /answered 5\d\d/;

/** An error inside of the app stands in its output. */
const withOutput = (found: string, output: readonly string[]): string => {
  const lines = output.filter((line) => line.trim() !== '').slice(-OUTPUT_LINES);
  return SERVER_ERROR.test(found) && lines.length > 0
    ? [found, LAST_PRINTED, ...lines.map((line) => `  ${line}`)].join('\n')
    : found;
};

const ofCheck = (check: CheckResult, { app, url, output }: Examination): DoctorFinding => {
  const field = fieldOf(check);
  const title = check.id === 'start' ? `"${app.command}" answered at ${url.origin}${app.ready}` : check.title;
  if (check.verdict === 'pass') return ok(field, title);
  const found = (check.message ?? check.title).replace(`${field}: `, '');
  if (check.verdict === 'inconclusive') return note(field, `not judged: ${found}`);
  const advised = check.fix === undefined ? found : withAdvice(found, check.fix);
  return broken(field, check.id === 'start' ? advised : withOutput(advised, output));
};

/** A verb that is part of another, and has no check of its own unless it fails. */
const PART_OF: Partial<Record<VerbName, string>> = { readMail: 'register', seesAddress: 'signIn' };

/** Verbs that show whether another one did anything. */
const SHOWN_BY: Partial<Record<VerbName, readonly VerbName[]>> = {
  signOut: ['whoAmI', 'useResource'],
  recall: ['store'],
  signInWithPassword: ['register'],
  rememberMe: ['register'],
};

/** Verbs that no person performs by themselves. */
const USED_BY_SCENARIOS: ReadonlySet<VerbName> = new Set(['restart', 'storage', 'behindProxy', 'initiateLogin']);

const whyUnjudged = (verb: VerbName, verbs: Examination['app']['verbs']): string => {
  if (USED_BY_SCENARIOS.has(verb)) return 'the scenarios use it';
  if (verb === 'acceptsToken' && verbs.signIn) return 'this check signs in by verbs.signIn; the scenarios use both';
  const lacking = SHOWN_BY[verb] ?? [];
  return lacking.length > 0 && lacking.every((each) => verbs[each] === undefined)
    ? `nothing shows what it does without ${lacking.map((each) => `verbs.${each}`).join(' or ')}`
    : 'what comes before it did not work';
};

const unjudgedVerbs = ({ app, result }: Examination): readonly DoctorFinding[] => {
  const judged = new Set(result.checks.map(({ id }) => id));
  const declared = Object.entries(app.verbs).flatMap(([name, verb]) => (verb ? [name as VerbName] : []));
  const why = (verb: VerbName): DoctorFinding => {
    const whole = PART_OF[verb];
    if (whole && judged.has(whole)) return ok(`verbs.${verb}`, `used by verbs.${whole}`);
    return note(`verbs.${verb}`, `not judged: ${whyUnjudged(verb, app.verbs)}`);
  };
  return declared.filter((verb) => !judged.has(verb)).map(why);
};

const MEANING = {
  url: 'by the addresses of env',
  preload: 'intercepted in-process',
  proxy: 'by the proxy',
  any: 'in whichever way it takes',
} as const;

/** The endpoint of a call; of an address that is none, the address. */
const nameOfCall = ({ endpoint, request: { method, url } }: Examination['calls'][number]): string =>
  endpoint === 'unknown' ? `${method} ${URL.parse(url)?.pathname ?? url} (no endpoint)` : endpoint;

const connection = ({ app, calls, hasArrived, hasReturned, persona, result }: Examination): DoctorFinding => {
  const endpoints = [...new Set(calls.map(nameOfCall))].join(', ');
  const count = calls.length === 1 ? '1 call of the app' : `${calls.length} calls of the app`;
  if (calls.length > 0)
    return ok('connect', `${count} reached the lab, ${MEANING[app.connect]} ("${app.connect}"): ${endpoints}`);
  if (result.verdict === 'pass') return ok('connect', 'the app made no call of its own; none was needed');
  if (!hasArrived) return note('connect', 'not judged: no login reached the provider');
  if (!hasReturned) return note('connect', 'not judged: the sign-in failed before the app had anything to call');
  const advice =
    app.connect !== 'any'
      ? `Leave connect out: then its calls to the provider itself are intercepted. Or give it ${persona}.issuer and ${persona}.apiBase by env.`
      : `Let the program read the proxy of its environment, or give it ${persona}.issuer and ${persona}.apiBase by env.`;
  return broken(
    'connect',
    `no call of the app reached the lab ("${app.connect}"): it makes none, or they leave this machine. ${advice}`,
  );
};

/** What the proxy or the preload says of calls that it refused. */
const REFUSED = /^\[loginlab\] /;

const refusals = ({ output }: Examination): readonly DoctorFinding[] =>
  [...new Set(output.filter((line) => REFUSED.test(line)))].map((line) => note('connect', line.replace(REFUSED, '')));

const lacking = ({ lacking: verbs }: Examination): readonly DoctorFinding[] =>
  verbs.size === 0
    ? []
    : [
        note(
          'verbs',
          `not declared, with the number of scenarios that are skipped: ${[...verbs].map(([verb, count]) => `${verb} ${count}`).join(', ')}`,
        ),
      ];

/** Everything that is said about one app with one persona, in the order in which things happen. */
export const findingsOf = async (examination: Examination): Promise<readonly DoctorFinding[]> => [
  ...(await envFindings(examination)),
  ...examination.result.checks.map((check) => ofCheck(check, examination)),
  ...unjudgedVerbs(examination),
  connection(examination),
  ...refusals(examination),
  ...lacking(examination),
];
