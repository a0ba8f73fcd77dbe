/** Copies texts for buttons, and says so in the button. */

/** Deprecated, and the only way where there is no clipboard. */
interface OldDocument {
  readonly execCommand: (command: 'copy') => boolean;
}

/** Copy a text; for a moment, the button says that it was copied, also to those who hear the page. */
export async function copyFrom(button: HTMLButtonElement, text: string, copied: string): Promise<void> {
  await copy(text);
  button.dataset.words ??= button.textContent ?? '';
  button.setAttribute('aria-live', 'polite');
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = button.dataset.words!;
  }, 1500);
}

/** On plain http there is no clipboard for scripts, but there is what the user could do himself. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const focused = document.activeElement as HTMLElement | null;
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  (document as OldDocument).execCommand('copy');
  area.remove();
  focused?.focus();
}
