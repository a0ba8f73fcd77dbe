import { textToHref } from '../../base/address.ts';

/**
 * Where a problem is reported, with what is known of it filled in: a mail, or a new issue of GitHub, Gitea and Forgejo
 * (`?title=&body=`) or GitLab (`?issue[title]=`). Other addresses stay as they are.
 *
 * @param issue as in portal.yaml
 */
export function reportLink(issue: string | undefined, title: string, body: string): string | undefined {
  const href = issue && textToHref(issue);
  if (!href) return undefined;
  const url = new URL(href);
  if (url.protocol === 'mailto:')
    return `${url.protocol}${url.pathname}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`;
  const [, before, isGitLab] = /^(.*?(\/-)?)\/issues(?:\/new)?\/?$/.exec(url.pathname) ?? [];
  if (before === undefined || !/^https?:$/.test(url.protocol)) return href;
  const [titled, filled] = isGitLab ? ['issue[title]', 'issue[description]'] : ['title', 'body'];
  const asked = new URLSearchParams({ [titled]: title, [filled]: body });
  return `${url.origin}${before}/issues/new?${asked}`;
}
