import { connectLab } from '../../provider/index.ts';
import { type Exchange, LoginLabError } from '../../provider/model/index.ts';
import { brokenVerdict, type Rule } from '../../scenarios/model/index.ts';
import type { LintedSource, Place } from './lint-result.ts';
import { shown, shownAddress } from './shown.ts';

const placeOf = ({ id, request, response }: Exchange): Place => ({
  at: id,
  method: shown(request.method),
  url: shownAddress(request.url),
  status: response?.status ?? 0,
});

/** The world of `http://localhost:4400/@NAME`, or of an address in it; without a path `LOGINLAB_WORLD`. Throws `usage` for another path. */
const worldAt = ({ origin, pathname }: URL): string => {
  const [, world] = /^\/@([^/]+)/.exec(pathname) ?? [];
  if (world !== undefined) return world;
  if (pathname === '/') return process.env.LOGINLAB_WORLD || 'default';
  const message = `lint: --url: expected the address of a lab or of a world of it, found the path "${pathname}".\n  Write ${origin}, or ${origin}/@WORLD`;
  throw new LoginLabError('usage', message, { field: '--url' });
};

/** What the rules of a running lab find in the traffic of a world so far. Rejects with `usage`, `unknown-id`, `lab-unreachable`. */
export const lintLab = async (url: URL, rules: readonly Rule[]): Promise<LintedSource> => {
  const name = worldAt(url);
  const lab = await connectLab(url.origin);
  const world = await lab.find(name);
  const [{ exchanges }, findings] = await Promise.all([world.wire.read(), world.findings()]);
  const byId = new Map(exchanges.map((each) => [each.id, each]));
  const basisOf = new Map(rules.map(({ id, basis }) => [id, basis]));
  const judged = exchanges.filter(({ stale }) => !stale).length;
  return {
    ...{
      source: url.origin + (name === 'default' ? '' : `/@${name}`),
      creator: '',
      entries: exchanges.length,
      judged,
      ignored: exchanges.length - judged,
      unreadable: [],
    },
    findings: findings.map(({ exchanges: ids, message, ...finding }) => ({
      ...finding,
      message: shown(message),
      verdict: brokenVerdict[finding.level],
      basis: basisOf.get(finding.rule) ?? [],
      places: ids.flatMap((id) => byId.get(id) ?? []).map(placeOf),
    })),
  };
};
