import { expect, test } from 'vitest';
import { createLab } from '../index.ts';
import { readChoices, takesNumber } from './app/settings-search.ts';

test('whatever a button or a number of the switchboard sets, the lab takes', async () => {
  await using lab = await createLab();
  const { settings } = lab.default;
  const all = await settings.describe();
  expect(all.length).toBeGreaterThan(100);
  for (const setting of all) {
    for (const value of [...readChoices(setting), ...(takesNumber(setting) ? [3] : []), setting.default])
      await settings.change({ [setting.id]: value });
    const isNumber = (choice: unknown) => typeof choice === 'number';
    const takesWhatItHas = !isNumber(setting.value) || takesNumber(setting) || readChoices(setting).some(isNumber);
    expect({ id: setting.id, choices: readChoices(setting).length > 0, takesWhatItHas }).toEqual({
      id: setting.id,
      choices: true,
      takesWhatItHas: true,
    });
  }
  expect(await settings.describe()).toEqual(all);
});
