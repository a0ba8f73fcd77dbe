/** Write what stands on the input to a file; a reader's own folders may not be there yet. */
export function writeCommand(path: string, append: boolean): string {
  return `${withFolder(path)}${teeCommand(path, append)}`;
}

/** Write a ready file with one command. */
export function fetchCommand(url: string, path: string, append: boolean): string {
  return `${withFolder(path)}curl -fsSL ${shellWord(url)} | ${teeCommand(path, append)}`;
}

/** Write the shown text with one command, a here-document: it keeps all choices and needs no network. */
export function hereDocument(command: string, text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  let end = 'EOF';
  while (lines.includes(end)) end += '_';
  return [`${command} >/dev/null <<'${end}'`, ...lines, end, ''].join('\n');
}

/** Whether a file is written with `sudo`: where readers have no folders of their own. */
export function needsRoot(path: string): boolean {
  return path.startsWith('/');
}

function teeCommand(path: string, append: boolean): string {
  return `${needsRoot(path) ? 'sudo ' : ''}tee ${append ? '-a ' : ''}${shellWord(path)}`;
}

function withFolder(path: string): string {
  const folder = /^([~$].*)\/[^/]+$/.exec(path)?.[1];
  return folder === undefined || /^(~|\$\w+)$/.test(folder) ? '' : `mkdir -p ${shellWord(folder)} && `;
}

/** A word as a shell reads it. What begins with `~` or a variable must not be quoted, and holds nothing else odd. */
function shellWord(word: string): string {
  return /^(~|\$\w+)?[\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
