import { connectLab } from '../../provider/index.ts';
import type { Exchange } from '../../provider/model/index.ts';
import { brokenVerdict, type Rule } from '../../scenarios/model/index.ts';
import type { LintedSource, Place } from './lint-result.ts';

const placeOf = ({ id, request, response }: Exchange): Place => ({
  at: id,
  method: request.method,
  url: request.url.split(/[?#]/, 1)[0] ?? request.url,
  status: response?.status ?? 0,
});

/** What the rules of a running lab find in the traffic of its world so far. Rejects with `lab-unreachable`. */
export const lintLab = async (url: string, rules: readonly Rule[]): Promise<LintedSource> => {
  const lab = await connectLab(url);
  const world = await lab.find(process.env.LOGINLAB_WORLD || 'default');
  const [{ exchanges }, findings] = await Promise.all([world.wire.read(), world.findings()]);
  const byId = new Map(exchanges.map((each) => [each.id, each]));
  const basisOf = new Map(rules.map(({ id, basis }) => [id, basis]));
  const judged = exchanges.filter(({ stale }) => !stale).length;
  return {
    ...{ source: url, creator: '', entries: exchanges.length, judged, ignored: exchanges.length - judged, unreadable: [] },
    findings: findings.map(({ exchanges: ids, ...finding }) => ({
      ...finding,
      verdict: brokenVerdict[finding.level],
      basis: basisOf.get(finding.rule) ?? [],
      places: ids.flatMap((id) => byId.get(id) ?? []).map(placeOf),
    })),
  };
};
