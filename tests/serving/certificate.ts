import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findProgram } from '../programs.ts';

/**
 * A certificate that nobody trusts, and its key, in a folder.
 *
 * @param more further arguments of `openssl req`
 */
export function makeCertificate(
  folder: string,
  ...more: string[]
): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=mirrors.example.org'];
  execFileSync(findProgram('openssl')!, [...args, ...more, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { certificate, key };
}
