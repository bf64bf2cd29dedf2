import type { ControlWorlds } from '../worlds.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

/** The worlds of a lab without personas. */
export interface FakeWorlds extends ControlWorlds {
  /** The fake itself. */
  at(id: string): FakeWorld | undefined;
}

/** `url`: base address of the listener, asked whenever a world is opened. */
export const fakeWorlds = (url: () => string): FakeWorlds => {
  const opened = new Map<string, FakeWorld>();
  let count = 0;
  const close = async (id: string): Promise<void> => void opened.delete(id);
  const add = (id: string, path: string): FakeWorld => {
    const isOpen = (): boolean => opened.has(id);
    const fake = fakeWorld(id, url() + path, isOpen, () => close(id));
    opened.set(id, fake);
    return fake;
  };
  const at = (id: string): FakeWorld | undefined => (id === 'default' && !opened.has(id) ? add(id, '') : opened.get(id));
  const open = async () => {
    const id = `w${++count}`;
    return add(id, `/@${id}`).world;
  };
  return {
    personas: ['google'],
    open,
    find: async (id) => at(id)?.world,
    list: async () => [...new Set(['default', ...opened.keys()])],
    close,
    info: () => ({ version: '0.0.0' }),
    at,
  };
};
