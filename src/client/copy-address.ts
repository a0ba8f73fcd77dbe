/** A button copies the address beside it. */

import { copyFrom } from './copy.ts';
import './reveal.ts';

document.addEventListener('click', ({ target }) => {
  const button = (target as HTMLElement).closest<HTMLButtonElement>('[data-copy-address]');
  if (button) void copyFrom(button, button.dataset.copyAddress!, button.dataset.copied!);
});
