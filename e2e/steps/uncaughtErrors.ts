import { expect, type Page, test } from '@playwright/test';

/** Every test of the file fails that leaves an uncaught error on its page. */
export function expectNoUncaughtErrors() {
  const problems = new WeakMap<Page, string[]>();
  test.beforeEach(({ page }) => {
    const seen: string[] = [];
    problems.set(page, seen);
    page.on('pageerror', (error) => seen.push(error.message));
  });
  test.afterEach(({ page }) => expect(problems.get(page), 'uncaught errors on the page').toEqual([]));
}
