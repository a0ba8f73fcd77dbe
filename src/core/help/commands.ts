/** What a shell is told so that a text gets into a file: it stands between `before` and `after`. */
export interface BlockCommand {
  readonly before: string;
  readonly after: string;
}

/** Write whatever is shown with one command, by a here-document: no choice is lost, and no network is needed. */
export function blockCommand(path: string, append: boolean): BlockCommand {
  return { before: `${withFolder(path)}${teeCommand(path, append)} >/dev/null <<'EOF'\n`, after: '\nEOF\n' };
}

/** Write a ready file with one command. */
export function fetchCommand(url: string, path: string, append: boolean): string {
  return `${withFolder(path)}curl -fsSL ${url} | ${teeCommand(path, append)}`;
}

function teeCommand(path: string, append: boolean): string {
  return `${path.startsWith('/') ? 'sudo ' : ''}tee ${append ? '-a ' : ''}${shellWord(path)}`;
}

/** The folders of the system's own files are there; those of a reader's may not be yet. */
function withFolder(path: string): string {
  const folder = /^([~$].*)\/[^/]+$/.exec(path)?.[1];
  return folder === undefined || /^(~|\$\w+)$/.test(folder) ? '' : `mkdir -p ${shellWord(folder)} && `;
}

/** A path as a shell reads it. What begins with `~` or a variable must not be quoted, and holds nothing else odd. */
function shellWord(path: string): string {
  return /^(~|\$\w+)?[\w@%+=:,./-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
