import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findProgram } from '../programs.ts';

/** A certificate that nobody trusts, and its key, in a folder. */
export function makeCertificate(folder: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=mirrors.example.org'];
  execFileSync(findProgram('openssl')!, [...args, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { certificate, key };
}
