import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../programs.ts';

export type FaultKind = 'EIO' | 'ENOSPC' | 'EACCES' | 'KILL';

/** An operation that fails, or at which the process dies. */
export interface Fault {
  /** Its number, from 1, as `operations` lists them. */
  readonly at: number;
  readonly kind: FaultKind;
  /** Whether all later ones fail too, as on a disk that is full or was taken away. */
  readonly stays: boolean;
}

/** One file operation: its name in shim.c, and the path. */
export interface Operation {
  readonly name: string;
  readonly path: string;
}

/** What makes file operations of a process fail: shim.c, compiled. */
export class Shim {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static compile(): Shim {
    const shim = new Shim(mkdtempSync(join(tmpdir(), 'heliostat-shim-')));
    const source = join(import.meta.dirname, 'shim.c');
    execFileSync(findProgram('gcc')!, ['-O1', '-fPIC', '-shared', '-w', '-o', shim.#library, source, '-ldl']);
    return shim;
  }

  /** The environment of a process whose operations below `folders` are counted, and one made to fail. */
  environment(folders: readonly string[], fault?: Fault): NodeJS.ProcessEnv {
    rmSync(this.#log, { force: true });
    const what = fault && faultToEnvironment(fault);
    return {
      ...process.env,
      LD_PRELOAD: this.#library,
      FAULT_FOLDERS: folders.join(':'),
      FAULT_LOG: this.#log,
      ...what,
    };
  }

  /** The operations of the last process, in their order. */
  operations(): Operation[] {
    if (!existsSync(this.#log)) return [];
    const lines = readFileSync(this.#log, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const [name, ...path] = line.split(' ');
      return { name: name!, path: path.join(' ') };
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #library(): string {
    return join(this.#folder, 'shim.so');
  }

  get #log(): string {
    return join(this.#folder, 'operations');
  }
}

function faultToEnvironment({ at, kind, stays }: Fault): NodeJS.ProcessEnv {
  const failing = FAILING[kind];
  return {
    FAULT_AT: String(at),
    FAULT_KIND: kind,
    ...(failing && { FAULT_FAILING: failing.join(' ') }),
    ...(stays && { FAULT_STAYS: '1' }),
  };
}

/** Reading needs no room, and what is open already is not asked for rights again. Kinds that are missing reach everything. */
const FAILING: { readonly [kind in FaultKind]?: readonly string[] } = {
  ENOSPC: ['create', 'write', 'writev', 'mkdir', 'rename', 'link', 'symlink', 'truncate', 'fsync'],
  EACCES: [
    'open',
    'create',
    'unlink',
    'rmdir',
    'mkdir',
    'chmod',
    'truncate',
    'rename',
    'link',
    'symlink',
    'opendir',
    'scandir',
  ],
};

/** Whether an operation can fail in this way. */
export function canFail({ name }: Operation, kind: FaultKind): boolean {
  return FAILING[kind]?.includes(name) ?? true;
}
