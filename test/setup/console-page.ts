import { type Locator, type Page } from 'playwright-core';

/** What one press of Execute did. */
export interface Execution {
  /** As it was sent. */
  readonly sent: { readonly url: string; readonly headers: Record<string, string>; readonly body: string | null };
  /** What the page shows of the answer. */
  readonly status: string;
  readonly headers: string;
  readonly body: string;
}

/** The block of an operation. */
export function operation(page: Page, operationId: string): Locator {
  return page.locator(`.opblock[id$="-${operationId}"]`);
}

/** Opens the block of an operation, unless it is open. */
export async function show(page: Page, operationId: string): Promise<Locator> {
  const block = operation(page, operationId);
  const opener = block.locator('.opblock-summary-control');
  if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
  await block.locator('.execute').waitFor();
  return block;
}

/** Executes an operation with whatever its form has, and waits until the page shows the answer to this very request. */
export async function execute(page: Page, operationId: string): Promise<Execution> {
  const block = await show(page, operationId);
  const answered = page.waitForResponse((response) => response.url().includes('/v4/'));
  await block.locator('.execute').click();
  const response = await answered;
  const requestId = (await response.headerValue('x-request-id')) ?? '';
  const table = block.locator('.live-responses-table');
  await table.getByText(requestId).last().waitFor();
  const [status, headers, body] = await Promise.all([
    table.locator('tbody .response-col_status').first().innerText(),
    table.locator('h5:text("Response headers") + pre').innerText(),
    table.locator('.highlight-code pre').allInnerTexts(),
  ]);
  const request = response.request();
  const sent = { url: request.url(), headers: await request.allHeaders(), body: request.postData() };
  return { sent, status: status.trim(), headers, body: body.join('\n') };
}

/** Opens the dialog that asks who calls. */
export async function openDialog(page: Page): Promise<Locator> {
  await page.locator('.scheme-container .authorize').click();
  const dialog = page.locator('.modal-ux');
  await dialog.waitFor();
  return dialog;
}

/** Changes who calls, through the dialog. */
export async function callAs(page: Page, roles: string): Promise<void> {
  const dialog = await openDialog(page);
  const form = dialog.locator('.auth-container', { hasText: 'x-auth-roles' });
  await form.getByRole('button', { name: 'Logout' }).click();
  await form.getByRole('textbox').fill(roles);
  await form.getByRole('button', { name: 'Authorize' }).click();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await dialog.waitFor({ state: 'detached' });
}
