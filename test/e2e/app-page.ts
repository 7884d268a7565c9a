import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** What the journeys do with the app, by the names a planner reads. */
export interface AppPage {
  readonly page: Page;
  readonly twin: Locator;
  /** Waits until what is painted belongs to the plan on screen and nothing is being computed. */
  settled(): Promise<void>;
  /** SHA-256 of all bitsets, once the numbers stand. */
  resultHash(): Promise<string>;
  /** Opens a tab of the bottom strip. */
  tab(name: string): Promise<void>;
  /** All that a goal's card says. */
  goal(name: string): Promise<string>;
  /** Seen area in m², per category, lowest first. */
  seenAreas(): Promise<number[]>;
  /** Drops files on the page as a hand would. */
  drop(...paths: string[]): Promise<void>;
  revisions(): Promise<{ drawn: number; coverage: number }>;
}

export function appPage(page: Page): AppPage {
  const twin = page.getByRole('application', { name: /City in 3D/ });
  const strip = page.getByRole('region', { name: 'Coverage', exact: true });
  const revisions = async () => {
    const [drawn, coverage] = await Promise.all(
      ['data-drawn-revision', 'data-coverage-revision'].map((name) => twin.getAttribute(name)),
    );
    return { drawn: Number(drawn), coverage: Number(coverage) };
  };
  const tab = async (name: string) => {
    await strip.getByRole('tab', { name, exact: true }).click();
  };
  const settled = async () => {
    await expect(strip.getByTestId('result-hash')).toBeVisible({ timeout: 120_000 });
    await expect
      .poll(
        async () => {
          const { drawn, coverage } = await revisions();
          return coverage - drawn;
        },
        { timeout: 60_000 },
      )
      .toBe(0);
  };
  return {
    page,
    twin,
    settled,
    revisions,
    async resultHash() {
      await settled();
      const title = await strip.locator('[title*="SHA-256"]').getAttribute('title');
      return title?.split(': ')[1] ?? '';
    },
    tab,
    async goal(name) {
      await tab('Goals');
      const card = strip.getByRole('list', { name: 'Goals' }).getByRole('listitem').filter({ hasText: name });
      return (await card.innerText()).replaceAll(/\s+/g, ' ');
    },
    async seenAreas() {
      await tab('Coverage');
      const cells = await strip.getByRole('row', { name: /^Seen/ }).getByRole('cell').allTextContents();
      return cells.map((text) => Number(text.replaceAll(/[^\d.]/g, '')));
    },
    async drop(...paths) {
      const files = paths.map((path) => ({ name: basename(path), base64: readFileSync(path).toString('base64') }));
      const transfer = await page.evaluateHandle((parts) => {
        const data = new DataTransfer();
        for (const { name, base64 } of parts) {
          data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
        }
        return data;
      }, files);
      const target = page.locator('body');
      await target.dispatchEvent('dragenter', { dataTransfer: transfer });
      await target.dispatchEvent('dragover', { dataTransfer: transfer });
      await target.dispatchEvent('drop', { dataTransfer: transfer });
    },
  };
}
