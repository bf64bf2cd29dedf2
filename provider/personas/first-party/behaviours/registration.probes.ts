import { matching } from '../../../testing/test-probe.ts';
import { bodyOf, jsonOf, type Probes, told } from '../test-observe.ts';

const USER = '\\{"id":"\\d{21}","email":"new@shop.example","name":"new","validated_email":false\\}';

export const probes: Probes = {
  'first-party/registration/weak-password': {
    on: ['min_length', 'common', 'contains_email', 0],
    off: [undefined, 'taken', 'taken', 1],
    observe: async (browser) => {
      const rules: unknown[] = [];
      for (const password of ['short', 'Password1', 'brandnew-2026'])
        rules.push(
          ((await jsonOf(await browser.signUp({ email: 'brandnew@x.example', password }))).errors as { rule: string }[])?.[0]
            ?.rule,
        );
      const made = (await browser.world.people.list()).filter(({ email }) => email === 'brandnew@x.example');
      return [...rules, made.length];
    },
  },
  'first-party/registration/enumeration-safe': {
    on: ['202', 'ana@example.com'],
    off: ['409 email_taken', undefined],
    setting: 'tells-nothing',
    observe: async (browser) => {
      const reply = await told(await browser.signUp({ email: 'ana@example.com' }));
      return [reply, (await browser.world.mailbox.list()).messages[0]?.to];
    },
  },
  'first-party/registration/duplicate-address': {
    on: '409 email_taken',
    off: '409 conflict',
    observe: async (browser) => told(await browser.signUp({ email: 'ANA@example.com' })),
  },
  'first-party/registration/token-in-reply': {
    on: matching(new RegExp(`^201 \\{"user":${USER},"token":"[0-9a-f]{40}"\\}$`)),
    off: matching(new RegExp(`^201 ${USER}$`)),
    setting: 'user-and-token',
    observe: async (browser) => bodyOf(await browser.signUp()),
  },
  'first-party/registration/user-only': {
    on: matching(new RegExp(`^201 ${USER} .*/users/\\d{21} $`)),
    off: matching(/^201 {2}.*\/users\/\d{21} $/),
    observe: async (browser) => {
      const reply = await browser.signUp();
      const { headers } = reply;
      return `${await bodyOf(reply)} ${headers.get('location')} ${headers.get('set-cookie') ?? ''}`;
    },
  },
  'first-party/registration/unvalidated-address': {
    on: [false, 1],
    off: [true, 0],
    observe: async (browser) => {
      const { validated_email: validated } = await jsonOf(await browser.signUp());
      return [validated, (await browser.world.mailbox.list()).messages.length];
    },
  },
};
