import { contentSecurityPolicy, hashedAsset, referrerPolicy, searchWorkerPolicy } from '../../serving/file-headers.ts';
import { searchWorker } from '../../serving/paths.ts';
import { extensionsByType, portalDefaultType, portalPlaces, portalTypes } from '../../serving/portal-types.ts';
import { quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { indented } from './indented.ts';

/** How files of the portal are served. */
export function portalPart(plan: ServePlan): string {
  const { basePath: base, portalRoot, portalNames, isShared, https } = plan;
  const names = portalNames.map((name) => name.replaceAll('.', '\\.')).join('|');
  const byType = extensionsByType();
  const lines = [
    ...(https?.redirect === 'portal'
      ? ['@plain protocol http', `redir @plain https://{host}:${https.port}{uri} permanent`]
      : []),
    ...(isShared
      ? [
          '# The folder also holds mirrors and other files: only these names in it belong to the portal.',
          `@strange not path_regexp ${quote(`^${base}/(?:(?:${names})(?:/|$)|$)`)}`,
          'error @strange 404',
        ]
      : []),
    ...(base ? [`uri strip_prefix ${base}`] : []),
    `root * ${quote(portalRoot)}`,
    'encode gzip',
    `header Content-Type ${portalDefaultType}`,
    '@page path_regexp "/$"',
    `header @page Content-Type ${quote(portalTypes.html!)}`,
    ...[...byType].flatMap(([type, extensions], at) => [
      `@portal${at} path_regexp ${quote(`\\.(?:${extensions.join('|')})$`)}`,
      `header @portal${at} Content-Type ${quote(type)}`,
    ]),
    ...portalPlaces.flatMap(({ pattern, type }, at) => [
      `@place${at} path_regexp ${quote(`^/${pattern}`)}`,
      `header @place${at} Content-Type ${quote(type)}`,
    ]),
    'header Cache-Control no-cache',
    `@hashed path_regexp ${quote(`^/${hashedAsset}`)}`,
    'header @hashed Cache-Control "public, max-age=31536000, immutable"',
    `header Content-Security-Policy ${quote(contentSecurityPolicy)}`,
    `@worker path /${searchWorker}`,
    `header @worker Content-Security-Policy ${quote(searchWorkerPolicy)}`,
    `header Referrer-Policy ${referrerPolicy}`,
    '@data path /api/* /mirrorz.json',
    'header @data Access-Control-Allow-Origin *',
    'file_server',
  ];
  return `\t\thandle {\n\t\t\troute {\n${indented(lines, '\t\t\t\t')}\t\t\t}\n\t\t}\n`;
}
