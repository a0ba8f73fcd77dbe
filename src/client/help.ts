import { copyFrom } from './copy.ts';
import './reveal.ts';
import { hereDocument } from '../help/commands.ts';
import type { HelpScriptView } from '../help/request.ts';
import { renderHtml } from '../help/template-html.ts';
import { blockVariables, fitsInput, predefinedVariables, type Scheme, type Variables } from '../help/variables.ts';

/*
 * Redraws the lines of a page of help when something is chosen, by rendering the same templates as the server did.
 * A choice holds for every block that offers it. It stands in the address, so a link shares it, and is remembered.
 */

const STORE = 'heliostat.help';

const article = document.querySelector<HTMLElement>('[data-help]')!;
const settings = JSON.parse(article.dataset.help!) as HelpScriptView;
/** What to say of a value that is ignored, by what the option takes. */
const refusals = JSON.parse(article.dataset.refusals!) as Record<string, string>;
const inputs = new Map(settings.inputs.map((input) => [input.name, input]));
const globals = settings.globals.flatMap((name) => inputs.get(name) ?? []);
const controls = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.choices [name]')];
const templates = [...article.querySelectorAll<HTMLElement>('[data-template]')];
/** What each shows, as asking the browser for it takes longer than drawing. */
const drawn = new Map(templates.map((code) => [code, code.innerHTML]));
/** The commands that fetch ready files, as they were drawn. */
const fetches = [...article.querySelectorAll('.files code')].map((code) => ({ code, command: code.textContent ?? '' }));
/** Without a prototype: names come from documents, values from anywhere. */
const chosen: Record<string, string> = Object.create(null);

function read(control: HTMLInputElement | HTMLSelectElement): string {
  return control.type === 'checkbox' ? String((control as HTMLInputElement).checked) : control.value;
}

function show(control: HTMLInputElement | HTMLSelectElement, value: string): void {
  if (control.type === 'checkbox') (control as HTMLInputElement).checked = value === 'true';
  else control.value = value;
}

/**
 * Whether a control can show a value. Addresses outlive releases, and anybody can write one: what does not fit must
 * never get into lines that readers paste into a shell.
 */
function offers(control: HTMLInputElement | HTMLSelectElement, value: string): boolean {
  if (control.type === 'checkbox') return value === 'true' || value === 'false';
  if (control instanceof HTMLSelectElement) return [...control.options].some((option) => option.value === value);
  const input = inputs.get(control.name);
  return input !== undefined && fitsInput(input, value);
}

function choose(name: string, value: string): void {
  const own = controls.filter((control) => control.name === name);
  const fitting = own.filter((control) => offers(control, value));
  for (const control of own) say(control, fitting.includes(control) ? '' : refusalOf(control));
  if (fitting.length === 0) return;
  chosen[name] = value;
  for (const control of fitting) show(control, value);
}

/** Why a value was ignored. */
function refusalOf(control: HTMLInputElement | HTMLSelectElement): string {
  return refusals[inputs.get(control.name)?.accepts?.kind ?? 'choice']!;
}

/** Say something beside a control, also to those who do not see it; nothing takes it back. */
function say(control: HTMLInputElement | HTMLSelectElement, text: string): void {
  const label = control.closest('label')!;
  const said = label.querySelector('[role=status]') ?? (text && label.appendChild(statusElement()));
  if (said) said.textContent = text;
  control.setAttribute('aria-invalid', String(text !== ''));
}

function statusElement(): HTMLElement {
  const element = document.createElement('small');
  element.setAttribute('role', 'status');
  return element;
}

function predefined(): Variables {
  const line = settings.lines.find(({ value }) => value === chosen.endpoint) ?? settings.lines[0];
  const wanted = settings.scheme ?? (chosen.scheme as Scheme | undefined);
  const scheme = line && wanted && !line.schemes.includes(wanted) ? line.schemes[0] : wanted;
  const { address, mirrors } = line ?? settings;
  if (line && scheme) showScheme(scheme, line.schemes);
  return predefinedVariables(address, scheme, chosen.sudo !== 'false', mirrors);
}

/** What is chosen stays chosen, for the next line. */
function showScheme(scheme: Scheme, offered: readonly Scheme[]): void {
  const control = controls.find(({ name }) => name === 'scheme') as HTMLSelectElement | undefined;
  if (!control) return;
  control.value = scheme;
  for (const option of control.options) option.disabled = !offered.includes(option.value as Scheme);
}

function redraw(): void {
  const always = predefined();
  for (const code of templates) {
    const own = code.dataset.inputs!.split(' ').flatMap((name) => inputs.get(name) ?? []);
    const html = renderHtml(code.dataset.template!, blockVariables([...globals, ...own], chosenFor(code), always));
    if (drawn.get(code) === html) continue;
    code.innerHTML = html;
    drawn.set(code, html);
  }
  for (const { code, command } of fetches) code.textContent = asChosen(command);
}

/** What is chosen for a block: as its own selects show it, since one block may lack an option that another one offers. */
function chosenFor(code: HTMLElement): Record<string, string> {
  const selects = code.closest('.lines')?.querySelectorAll<HTMLSelectElement>('.choices select') ?? [];
  return Object.assign(Object.create(null), chosen, ...[...selects].map(({ name, value }) => ({ [name]: value })));
}

/** A command that writes a file, drawn with `sudo`. */
function asChosen(command: string): string {
  return chosen.sudo === 'false' ? command.replace(/\bsudo tee/, 'tee') : command;
}

function storedChoices(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    const entries = typeof stored === 'object' && stored ? Object.entries(stored) : [];
    return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
  } catch {
    return {}; // Forbidden, or not ours.
  }
}

function storeChoice(name: string, value: string): void {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, '', url);
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...storedChoices(), [name]: value }));
  } catch {
    // The address has it.
  }
}

async function copyLines(button: HTMLButtonElement): Promise<void> {
  const text = button.closest('.lines')?.querySelector('pre')?.textContent ?? '';
  const { command } = button.dataset;
  await copyFrom(button, command ? hereDocument(asChosen(command), text) : text, article.dataset.copied!);
}

for (const hidden of document.querySelectorAll<HTMLElement>('.choices, .buttons')) hidden.hidden = false;
// A reader who came by http has a reason to; the page was drawn with the address of the site.
if (controls.some(({ name }) => name === 'scheme')) choose('scheme', new URL(settings.address).protocol.slice(0, -1));
for (const [name, value] of [...Object.entries(storedChoices()), ...new URLSearchParams(location.search)]) {
  choose(name, value);
}
redraw();

document.addEventListener('input', ({ target }) => {
  const control = target as HTMLInputElement | HTMLSelectElement;
  if (!controls.includes(control)) return;
  choose(control.name, read(control));
  redraw();
  if (chosen[control.name] === read(control)) storeChoice(control.name, read(control));
});
document.addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('click', ({ target }) => {
  const button = (target as HTMLElement).closest<HTMLButtonElement>('[data-copy]');
  if (button) void copyLines(button);
});
