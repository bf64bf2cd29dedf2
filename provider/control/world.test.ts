import { BEHAVIOURS, connectLab, createLab } from '../index.ts';
import { FAKE_BEHAVIOURS } from './testing/fake-world.ts';
import { listen } from './testing/listener.ts';
import { describeWorld } from './world.contract.ts';

const behaviours = BEHAVIOURS.map(({ id }) => id);

describeWorld('in process', async () => {
  const lab = await createLab();
  return { world: lab.default, behaviours, another: () => lab.world(), close: () => lab.close() };
});

describeWorld('over HTTP', async () => {
  const here = await createLab();
  const lab = await connectLab(here.url);
  return { world: lab.default, behaviours, another: () => lab.world(), close: () => here.close() };
});

describeWorld('without a protocol, over HTTP', async () => {
  const { url, close } = await listen();
  const lab = await connectLab(url);
  return { world: lab.default, behaviours: FAKE_BEHAVIOURS, another: () => lab.world(), close };
});
