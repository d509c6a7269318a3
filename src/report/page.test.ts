import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyReport, findingsReport, hostileReport, incompleteReport, largeReport, shopReport } from './example-reports.ts';
import { FORMATS, type Report } from './index.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NAMES = ['shop', 'empty', 'findings', 'incomplete', 'hostile', 'large'] as const;
type Name = (typeof NAMES)[number];

const skipped = existsSync(CHROMIUM) ? '' : `: skipped, there is no ${CHROMIUM} (Debian's package chromium)`;

describe.skipIf(skipped !== '')(`the page in a browser${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-page-'));
  let browser: Browser;

  beforeAll(async () => {
    const shop = await shopReport();
    const reports: Readonly<Record<Name, Report>> = { shop, empty: emptyReport(), findings: findingsReport(), incomplete: incompleteReport(shop), hostile: hostileReport(shop), large: largeReport(shop, 300, 50) };
    for (const name of NAMES) writeFileSync(join(folder, `${name}.html`), FORMATS.html(reports[name]));
    // Every launch gets a profile of its own.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs `use` on a page, and checks that nothing was complained about and nothing but the file was read. */
  async function visit<T>(name: Name, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
    const url = pathToFileURL(join(folder, `${name}.html`)).href;
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    const result = await use(page);
    expect({ requests, complaints }).toEqual({ requests: [url], complaints: [] });
    await context.close();
    return result;
  }

  it.each(NAMES.flatMap((name) => (['light', 'dark'] as const).map((colorScheme) => ({ name, colorScheme }))))('$name is accessible in the $colorScheme scheme', async ({ name, colorScheme }) => {
    const violations = await visit(name, { colorScheme }, async (page) => {
      await page.evaluate(AXE);
      return page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } };
        return (await axe.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, first: nodes[0]?.html.slice(0, 200) }));
      });
    });
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });

  it.each(NAMES)('%s fits a narrow screen', async (name) => {
    const [wide, screen] = await visit(name, { viewport: { width: 400, height: 800 } }, (page) => page.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]'));
    expect(wide).toBeLessThanOrEqual(screen);
  });

  it('says all there is without script', async () => {
    await visit('shop', { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h1').innerText()).toContain('This change cannot complete');
      for (const heading of ['What to look at first', 'Changes', 'Rollouts', 'Services', 'Where pods run', 'What this takes for granted']) expect(await page.getByRole('heading', { name: heading, exact: true }).isVisible()).toBe(true);
      expect(await page.getByText('registry.example.com/shop/web:1.5.0').first().isVisible()).toBe(true);
      expect(await page.locator('#search').isVisible()).toBe(false);
      await page.locator('#rollouts summary').first().click();
      expect(await page.getByRole('table', { name: /^Steps of Deployment/ }).first().isVisible()).toBe(true);
    });
  });

  it('finds changes by every word that is typed, and says how many', async () => {
    await visit('shop', {}, async (page) => {
      const shown = page.locator('[data-search]:visible');
      const all = await shown.count();
      await page.getByLabel('Search changes').fill('DEPLOYMENT 1.5.0');
      expect(await shown.count()).toBe(1);
      expect(await shown.innerText()).toContain('Deployment shop/web');
      expect(await page.getByRole('status').innerText()).toBe(`1 of ${all} changes`);
      await page.getByLabel('Search changes').fill('');
      expect(await shown.count()).toBe(all);
    });
  });

  it('folds and unfolds by keyboard alone', async () => {
    await visit('shop', {}, async (page) => {
      const fold = page.locator('#rollouts details').first();
      expect(await fold.getAttribute('open')).toBeNull();
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate<boolean>(`document.activeElement.matches('#rollouts summary')`)) break;
      }
      await page.keyboard.press('Enter');
      expect(await fold.getAttribute('open')).toBe('');
      await page.getByRole('button', { name: 'Fold all', exact: true }).press('Enter');
      expect(await page.locator('#changes details[open]').count()).toBe(0);
    });
  });

  it('prints in light colours with everything unfolded', async () => {
    await visit('shop', { colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.getByRole('table', { name: /^Steps of Deployment/ }).first().isVisible()).toBe(true);
    });
  });
});
