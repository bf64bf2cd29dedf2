import { LabCommand } from '../lab-command.ts';

/** `loginlab init`: a config for the app in this folder. */
export const initCommand = (): LabCommand => {
  const command = new LabCommand('init');
  command.description('look at the app in this folder and write a commented loginlab.config.ts for it').action(async () => {
    const { init } = await import('../init/init.ts');
    init();
  });
  return command;
};
