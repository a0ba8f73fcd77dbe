/** Names of processors, as distributions write them, the most common family first. */
const FAMILIES = [
  ['amd64', 'x86_64', 'x86-64', 'x64', '64bit', '64-bit', 'intel64'],
  ['arm64', 'aarch64', 'arm64v8', 'armv8'],
  ['riscv64', 'riscv64gc'],
  ['loongarch64', 'loong64', 'loongson3'],
  ['i386', 'i486', 'i586', 'i686', 'x86', '386', 'ia32', '32bit', '32-bit'],
  ['armhf', 'armhfp', 'armv7', 'armv7l', 'armv7h', 'armv6', 'armv6l', 'armel', 'arm'],
  ['ppc64le', 'ppc64el', 'ppc64', 'powerpc', 'powerpc64', 'ppc'],
  ['s390x', 'mips', 'mipsel', 'mips64', 'mips64el', 'mips64le', 'mipsle', 'sparc64', 'alpha', 'ia64'],
  ['universal', 'noarch', 'multi', 'multi-arch', 'all'],
] as const;

const rank = new Map<string, number>(FAMILIES.flatMap((names, index) => names.map((name) => [name, index] as const)));

/** The names that stand for a processor wherever they are found between hyphens, dots and underscores. */
const SURE =
  /(?:^|[-_.])(amd64|x86_64|x86-64|aarch64|arm64|armhf|armv7l?|armv7h|i386|i486|i586|i686|riscv64|loongarch64|ppc64le|ppc64el|s390x)(?=[-_.]|$)/i;

/** Whether a text is the name of a processor and nothing else. */
export function isArchitecture(text: string): boolean {
  return rank.has(text.toLowerCase());
}

/** The processor that a file name tells of, where it does so without doubt: `x86_64` of `archlinux-2026.08.01-x86_64.iso`. */
export function fileToArchitecture(file: string): string | undefined {
  return SURE.exec(file)?.[1];
}

/** The order of processors in lists: common families first, then names. */
export function compareArchitectures(a = '', b = ''): number {
  const last = FAMILIES.length;
  const rankOf = (name: string) => rank.get(name.toLowerCase()) ?? last;
  return rankOf(a) - rankOf(b) || (a < b ? -1 : Number(a > b));
}
