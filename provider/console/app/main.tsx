import './strict.ts';
import { render } from 'preact';
import { DeedBoard } from './deed-board.tsx';
import { Faults } from './faults.tsx';
import { Head, Notices } from './head.tsx';
import { Holdings } from './holdings.tsx';
import { MorningPanel } from './morning.tsx';
import { People } from './people.tsx';
import { startTicking, world } from './state.ts';
import { Switchboard } from './switchboard.tsx';
import { enterWorld } from './sync.ts';
import { Timeline } from './timeline.tsx';

const Console = () => (
  <main>
    <Head />
    <DeedBoard />
    <MorningPanel />
    <div class="columns">
      <Timeline />
      <div class="side">
        <People />
        <Faults />
        <Holdings />
      </div>
    </div>
    <Switchboard />
    <Notices />
  </main>
);

startTicking();
enterWorld(world.value);
render(<Console />, document.body);
