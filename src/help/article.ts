import { escapeXml } from '../base/xml.ts';
import type { ArticleWords } from '../words/article-words.ts';
import { fetchCommand, writeCommand } from './commands.ts';
import type { HelpBlock, RenderedTemplate } from './draft.ts';
import type { HelpPage } from './help-page.ts';
import { type PageFile, pageToFiles } from './page-files.ts';
import { templateToPieces } from './template.ts';
import { type Highlighted, piecesToHtml, renderHtml } from './template-html.ts';
import type { Choice, Input } from './variables.ts';

/** Colour code of a language; an unknown one stays as it is. */
export type Highlight = (text: string, language: string | undefined) => Promise<readonly Highlighted[]>;

export interface ArticleSetting {
  readonly words: ArticleWords;
  /** Absolute address of the page's `files/`, with a slash at the end. */
  readonly filesUrl: string;
  /** Days of the document's options that have passed. */
  readonly ended: readonly string[];
  readonly highlight: Highlight;
}

/**
 * The article of a page as HTML: complete at its defaults, with the templates that a script renders again when
 * something is chosen. What shows only with a script is hidden until it comes.
 */
export async function pageToArticle(page: HelpPage, setting: ArticleSetting): Promise<string> {
  const files = Map.groupBy(pageToFiles(page), ({ block }) => block);
  const parts: string[] = page.lacksHttps ? [`<p class="notice">${escapeXml(setting.words.lacksHttps)}</p>`] : [];
  for (const segment of page.segments) {
    if ('html' in segment) parts.push(segment.html);
    else if ('form' in segment) parts.push(formHtml(segment.form, setting));
    else if ('inline' in segment) parts.push(await codeHtml(segment.inline, undefined, [], setting.highlight));
    else parts.push(await blockHtml(segment.block, files.get(segment.block) ?? [], setting));
  }
  return parts.join('');
}

async function blockHtml(block: HelpBlock, files: readonly PageFile[], setting: ArticleSetting): Promise<string> {
  const { id, inputs, lang } = block;
  return [
    `<figure class="lines${block.path === undefined ? '' : ' to-file'}" id="${escapeXml(id)}">`,
    formHtml(inputs, setting),
    `<div class="code">${captionHtml(block, setting.words)}`,
    `<pre tabindex="0">${await codeHtml(block, lang, inputs, setting.highlight)}</pre></div>`,
    files.length > 0 ? filesHtml(block, files, setting) : '',
    '</figure>',
  ].join('');
}

function captionHtml({ path, append }: HelpBlock, words: ArticleWords): string {
  const target =
    path === undefined
      ? ''
      : `<code>${escapeXml(path)}</code>${append ? ` <small>${escapeXml(words.append)}</small>` : ''}`;
  const command = path && escapeXml(writeCommand(path, append));
  return [
    `<div class="caption"><span>${target}</span><template data-script><span class="buttons" hidden>`,
    command ? `<button type="button" data-copy data-command="${command}">${escapeXml(words.copyCommand)}</button>` : '',
    `<button type="button" data-copy>${escapeXml(words.copy)}</button></span></template></div>`,
  ].join('');
}

/** Code whose template has tags carries it along, and the names of the inputs that it is rendered with. */
async function codeHtml(
  { template, variables }: RenderedTemplate,
  lang: string | undefined,
  inputs: readonly Input[],
  highlight: Highlight,
): Promise<string> {
  const pieces = templateToPieces(template, variables);
  const html = piecesToHtml(pieces, await highlight(pieces.map(({ text }) => text).join(''), lang));
  const rendered = renderHtml(html, variables);
  if (rendered === html) return `<code>${rendered}</code>`;
  const names = inputs.map(({ name }) => name).join(' ');
  return `<code data-template="${escapeXml(html)}" data-inputs="${escapeXml(names)}">${rendered}</code>`;
}

function formHtml(inputs: readonly Input[], setting: ArticleSetting): string {
  const shown = inputs.filter(({ isHidden }) => !isHidden);
  const controls = shown.map((input) => controlHtml(input, setting)).join('');
  if (controls === '') return '';
  const form = `<form class="choices" aria-label="${escapeXml(setting.words.choices)}" hidden>${controls}</form>`;
  return `<template data-script>${form}</template>`;
}

function controlHtml(input: Input, setting: ArticleSetting): string {
  const name = escapeXml(input.name);
  const note = input.note ? ` <small>${escapeXml(input.note)}</small>` : '';
  if (input.kind === 'switch') {
    const checked = input.default === 'true' ? ' checked' : '';
    return `<label><input type="checkbox" name="${name}"${checked}> ${escapeXml(input.label)}${note}</label>`;
  }
  if (input.kind === 'text') {
    return `<label>${escapeXml(input.label)} <input type="text" name="${name}" value="${escapeXml(input.default)}">${note}</label>`;
  }
  const options = input.choices.map(
    (choice) =>
      `<option value="${escapeXml(choice.value)}"${choice.value === input.default ? ' selected' : ''}>${escapeXml(choiceText(choice, setting))}</option>`,
  );
  return `<label>${escapeXml(input.label)} <select name="${name}">${options.join('')}</select>${note}</label>`;
}

/** A choice, and how long the project supports it. */
function choiceText({ label, until }: Choice, { words, ended }: ArticleSetting): string {
  if (until === undefined) return label;
  return ended.includes(until) ? words.supportEnded(label, until) : words.supportedUntil(label, until);
}

/** Every choice of the main input as a file, for those without a script and for machines. */
function filesHtml({ inputs, path, append }: HelpBlock, files: readonly PageFile[], setting: ArticleSetting): string {
  const main = inputs.find(({ kind }) => kind === 'select');
  const rows = files.map((file) => {
    const choice = main?.choices.find(({ value }) => value === file.choice);
    const url = setting.filesUrl + encodeURI(file.path);
    const name = `<a href="${escapeXml(url)}">${escapeXml(choice ? choiceText(choice, setting) : file.name)}</a>`;
    return `<li>${name} <code>${escapeXml(fetchCommand(url, path!, append))}</code></li>`;
  });
  return `<details class="files"><summary>${escapeXml(setting.words.files)}</summary><ul>${rows.join('')}</ul></details>`;
}
