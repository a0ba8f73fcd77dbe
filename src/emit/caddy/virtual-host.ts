import { quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';

/** The sites of Heliostat's own, by their addresses; each imports the snippet. */
export function virtualHosts({ names, https, httpPort }: ServePlan): string[] {
  const addresses = (scheme: string, port: number) => names.map((name) => `${scheme}://${name}:${port}`).join(', ');
  const redirect = `	@insecure not path /.well-known/acme-challenge/*
	redir @insecure https://{host}:${https?.port}{uri} permanent
`;
  const secure =
    https &&
    `${addresses('https', https.port)} {
	tls ${quote(https.certificate)} ${quote(https.key)}
${https.hstsSeconds ? `\theader Strict-Transport-Security "max-age=${https.hstsSeconds}"\n` : ''}	import heliostat
}
`;
  return [
    `${addresses('http', httpPort)} {\n${https?.redirect === 'all' ? redirect : ''}\timport heliostat\n}\n`,
    ...(secure ? [secure] : []),
  ];
}
