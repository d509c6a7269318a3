import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
export const dynamicResources: Plugin = definePlugin({
  name: 'DynamicResources',
  scope: 'cycle',
  preFilter: (): PreFilterResult<undefined> => ({ kind: 'skip' }),
  filter: (_state: undefined) => undefined,
});
