import type { ServePlan } from '../serve-plan.ts';

/** Whether a version, `1.25.1`, is one or newer; parts that it lacks are 0. */
export function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = least.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at === -1 || (parts[at] ?? 0) > least[at]!;
}

/** It came with 1.25.0. */
export function hasHttp3({ https, nginx }: Pick<ServePlan, 'https' | 'nginx'>): boolean {
  return Boolean(https?.http3) && isAtLeast(nginx, [1, 25, 0]);
}
