import { allow, preflight, privateAddresses } from '../portal-files.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';

/** In each folder: OPTIONS says what may be asked and sends no file; a folder without its slash is sent to the one with. */
export function methodLines(): string[] {
  return [
    '# The allowed methods do not depend on a file.',
    'RewriteEngine On',
    'RewriteCond %{REQUEST_METHOD} =OPTIONS',
    'RewriteRule "^" "-" [R=204,L]',
    '# Redirects have a path only, so that they are right behind a proxy that ends TLS; before 2.4.58 they have the full address.',
    '<IfDirective RedirectRelative>',
    '    RedirectRelative On',
    // A question mark in a name would begin a query here; mod_dir encodes it, and tells the whole address.
    '    <If "-d %{REQUEST_FILENAME} && %{REQUEST_URI} !~ m#/$|[?]#">',
    '        DirectorySlash Off',
    '        Redirect 301 "%{REQUEST_URI}/"',
    '    </If>',
    '</IfDirective>',
  ];
}

/** For the whole host: what OPTIONS and refused methods are answered with. */
export function preflightLines(plan: ServePlan): string {
  const isOptions = '"expr=%{REQUEST_METHOD} == \'OPTIONS\' && %{REQUEST_STATUS} == 204"';
  const headers = [['Access-Control-Allow-Origin', '*'] as const, ...preflight].map(
    ([name, value]) => `Header always set ${name} ${quote(value)} ${isOptions}`,
  );
  return `Header always set ${allow[0]} ${quote(allow[1])} "expr=%{REQUEST_STATUS} -in { '204', '405' }"
<LocationMatch ${quote(`^(?!${privateAddresses(plan).slice(1)})`)}>
${lines(headers)}</LocationMatch>
`;
}
