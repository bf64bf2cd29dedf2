import type { StoryInfo, StorySituation } from '../../provider/model/index.ts';
import type { Basis, Scenario } from '../../scenarios/model/index.ts';
import type { Story } from '../../scenarios/stories/index.ts';

const sourceOf = ({ ref, url }: Basis): StorySituation['sources'] => (url === undefined ? [] : [{ name: ref, url }]);

const describeSituation = ({ id, title, provider, rightClient, basis }: Scenario, command: string): StorySituation => ({
  ...{ scenario: id, title, provider, rightClient },
  command: `${command} explain ${id}`,
  sources: basis.flatMap(sourceOf),
});

/** A story as a guided tour shows it. `command`: how the user starts Login Lab. */
export const describeStory = (
  { id, question, answer, situations }: Story,
  scenarios: readonly Scenario[],
  command: string,
): StoryInfo => ({
  ...{ id, question, answer, command: `${command} run --story ${id}` },
  situations: situations
    .flatMap((situation) => scenarios.find((scenario) => scenario.id === situation.scenario) ?? [])
    .map((scenario) => describeSituation(scenario, command)),
});
