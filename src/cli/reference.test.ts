import { expect, test } from 'vitest';
import { commandsReference } from './reference.ts';

test('docs/reference/commands.md says what the tables say', async () => {
  await expect(commandsReference()).toMatchFileSnapshot('../../docs/reference/commands.md');
});
