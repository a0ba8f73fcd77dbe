import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';
import { onTestFinished } from 'vitest';
import { fileToHeaders } from '../src/serving/file-headers.ts';
import { type PagePath, pathToFile } from '../src/serving/paths.ts';
import { findProgram } from './programs.ts';

/** The time that pages are built and looked at. */
export const now = '2026-08-08T13:52:33Z';

let browser: Browser | undefined;

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

export interface Visit {
  readonly page: Page;
  /** Addresses that the page asked for, without the host. */
  readonly asked: string[];
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** Serve a folder on loopback, each file with its policy, and open one of its pages. */
export async function visit(folder: string, path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const serve = sirv(folder, {
    dev: true,
    setHeaders: (response, asked) => {
      const policy = fileToHeaders(pathToFile(asked as PagePath))['content-security-policy'];
      if (policy) response.setHeader('content-security-policy', policy);
    },
  });
  const server = createServer((request, response) => {
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return look(origin, path, options);
}

/** Open a page of a server that runs on this machine; `mirrors.example.org` is one of its names. */
export async function look(origin: string, path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  browser ??= await chromium.launch({
    executablePath: findProgram('chromium'),
    args: [
      '--no-sandbox',
      '--host-resolver-rules=MAP mirrors.example.org 127.0.0.1',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url().replace(origin, '')));
  page.on('console', (message) => message.type() !== 'log' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  await page.clock.install({ time: now });
  await page.goto(origin + path);
  return { page, asked, complaints };
}
