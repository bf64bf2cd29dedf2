import { ask, type RecordingsOfRules } from '../recorded.ts';

export default {
  'scope-named-twice': {
    speaks: { twice: [ask({ scope: 'openid email openid' })] },
    silent: { once: [ask({ scope: 'openid email' })] },
  },
} satisfies RecordingsOfRules;
