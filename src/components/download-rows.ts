import type { DistributionLink } from '../site/pages/downloads.ts';
import type { DownloadRow, VerifyView, VersionView } from '../site/views/download-rows.ts';
import type { Words } from '../words/words.ts';
import { attribute, type Html, html } from './html.ts';

/** A distribution in the list of all; src/pages/downloads-index.astro has what is around it. */
export function distributionHtml({ distro, text, href, newest, architectures }: DistributionLink, files: string): Html {
  const id = text.toLowerCase() !== distro.toLowerCase() && html` <code>${distro}</code>`;
  return html`<li data-cname="${distro}"><span class="name"><a href="${href}">${text}</a>${id}</span>\
<span class="newest">${newest}</span><span class="architectures">${architectures}</span><span class="number">${files}</span></li>`;
}

/** The files of one version; the head of the table is in src/pages/downloads.astro. */
export function versionHtml({ id, version, rows }: VersionView, { downloadsPage }: Words): Html {
  const heading = version ?? downloadsPage.noVersion;
  return html`<tbody${attribute('data-version', version)}><tr${attribute('id', id)} class="version"><th scope="rowgroup" colspan="5">${heading}</th></tr>\
${rows.map((row) => rowHtml(row, downloadsPage))}</tbody>`;
}

function rowHtml(row: DownloadRow, words: Words['downloadsPage']): Html {
  const name = row.href ? html`<a href="${row.href}"><code>${row.text}</code></a>` : html`<code>${row.text}</code>`;
  const links = row.beside.map(({ what, href }) => html`<a href="${href}">${words.beside[what]}</a> `);
  return html`<tr${attribute('id', row.id)} data-file><th scope="row">${name}</th>\
<td data-architecture>${row.architecture}</td><td data-kind>${row.kind}</td>\
<td class="number">${row.size}</td><td class="more">${links}${row.verify && verifyHtml(row.verify, words)}</td></tr>`;
}

function verifyHtml({ algorithm, value, list, commands }: VerifyView, words: Words['downloadsPage']): Html {
  const listed = list?.href && html` ${words.listedIn} <a href="${list.href}">${list.text}</a>`;
  const sum = algorithm && html`<p>${algorithm} ${value && html`<code>${value}</code>`}${listed}</p>`;
  return html`<details><summary>${words.verify}</summary>${sum}<p>${words.inFolder}</p>\
<pre tabindex="0"><code>${commands.join('\n')}</code></pre></details>`;
}
