import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { killAll, processesOn } from './embedded';
import { endProcesses, type ServiceProcess, startProcess } from './process';

/** The built service on a database of its own, and a real browser. */
export interface Visit {
  readonly service: ServiceProcess;
  /** Opens a page of the service in a window of its own, which remembers nothing. */
  open(path: string, size?: { width: number; height: number }): Promise<VisitedPage>;
  end(): Promise<void>;
}

/** A page, and what went wrong on it so far. */
export interface VisitedPage {
  readonly page: Page;
  /** Errors and warnings of the page and the browser, breaches of the page's policy too, and requests to anybody else. */
  readonly faults: string[];
}

/**
 * Starts service and browser; CHROMIUM is the program, which `npm run test:browser` finds.
 * @param env settings of the service
 */
export async function startVisit(env: Record<string, string> = {}): Promise<Visit> {
  const directory = mkdtempSync(join(tmpdir(), 'padron-browser-'));
  const service = await startProcess({ DATA_DIR: join(directory, 'data'), ...env });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'],
    // Chromium has no sandbox for root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    service,
    open: (path, viewport = { width: 1280, height: 900 }) => open(browser, service.url, path, viewport),
    end: async () => {
      await browser.close();
      await service.end('SIGTERM');
      endProcesses();
      killAll(processesOn(directory));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function open(browser: Browser, url: string, path: string, viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) faults.push(`request to ${request.url()}`);
  });
  await page.goto(url + path);
  return { page, faults };
}

/**
 * What axe finds that keeps people out: rule and place of each finding of the impacts serious and critical.
 * @param part selector of what is looked at; everything otherwise
 */
export async function barriers(page: Page, part = 'html'): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).include(part).analyze();
  if (passes.length === 0) throw new Error('axe has looked at nothing');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}
