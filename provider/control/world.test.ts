import { connectLab, createLab } from '../index.ts';
import { GAPS, MAIL_SCANNER } from '../model/index.ts';
import { BEHAVIOURS } from '../personas/index.ts';
import { describeWorld } from './contract/index.ts';

const behaviours = [...BEHAVIOURS.map(({ id }) => id), GAPS, MAIL_SCANNER];
const findings = () => [];

describeWorld('in process', async () => {
  const lab = await createLab({ findings });
  return { world: lab.default, behaviours, another: () => lab.world(), close: () => lab.close() };
});

describeWorld('over HTTP', async () => {
  const here = await createLab({ findings });
  const lab = await connectLab(here.url);
  return { world: lab.default, behaviours, another: () => lab.world(), close: () => here.close() };
});
