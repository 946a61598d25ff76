import { expect, type Locator, type Page } from '@playwright/test';

import { panel } from './dashboard';

export async function openMenu(page: Page, title: string): Promise<void> {
  const wanted = panel(page, title);
  await wanted.scrollIntoViewIfNeeded();
  await wanted.hover({ position: { x: 10, y: 10 } });
  await wanted.getByRole('button', { name: `Menu for panel ${title}` }).click();
}

/** Opens a panel's menu, and in it what apps add. */
export async function openExtensions(page: Page, title: string): Promise<void> {
  await openMenu(page, title);
  await page.getByRole('menuitem', { name: 'Extensions' }).hover();
}

/** A number says something, everything else has marks. */
export async function expectAnswered(page: Page, title: string): Promise<void> {
  const box = panel(page, title);
  await expect(
    box
      .locator('canvas, svg circle, svg rect')
      .or(box.getByText(/^[\d.,]+$/))
      .first()
  ).toBeVisible();
}

/** From a panel that has its answer to the form. */
export async function createModelAlert(page: Page, title: string): Promise<AlertForm> {
  await expectAnswered(page, title);
  await openExtensions(page, title);
  await page.getByRole('menuitem', { name: 'Create model alert' }).click();
  return new AlertForm(page);
}

/** The form 'Create model alert' as a person meets it, in a modal or a drawer. */
export class AlertForm {
  readonly dialog: Locator;
  readonly create: Locator;
  /** How often the rule would have fired in the last week. */
  readonly preview: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Create model alert' });
    this.create = this.dialog.getByRole('button', { name: 'Create rule' });
    this.preview = this.dialog.getByRole('status', { name: 'Preview' });
  }

  field(label: string): Locator {
    return this.dialog.getByRole('textbox', { name: label, exact: true });
  }

  async switchOff(label: string): Promise<void> {
    // Its name holds its description too.
    await this.dialog.getByRole('switch', { name: new RegExp(`^${label}`) }).uncheck({ force: true });
  }

  /** An offered value, by the label of its input. */
  async choose(label: string, option: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: new RegExp(`^${label}`) }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** What stands in an input of offered values. */
  chosen(label: string): Promise<string> {
    return this.dialog.getByRole('combobox', { name: new RegExp(`^${label}`) }).inputValue();
  }

  /** Once all is known that it needs. */
  async expectReady(): Promise<void> {
    await expect(this.create).toBeEnabled();
    await expect(this.preview).toBeVisible();
  }

  async expectSaid(sentence: string | RegExp): Promise<void> {
    await expect(this.dialog.getByText(sentence).first()).toBeVisible();
  }

  /** What is written into the file for Grafana. */
  async downloadedFile(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.dialog.getByRole('button', { name: 'Download file' }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) {
      parts.push(part as Buffer);
    }
    return Buffer.concat(parts).toString('utf8');
  }
}
