import { CATALOGUE } from '@app/common';
import { barriers, startVisit, type Visit } from '../setup/browser';

/** Of all sections, for the browser. */
const BACKGROUNDS = `[...document.querySelectorAll('section')].map((each) => getComputedStyle(each).backgroundColor)`;

describe('the page of errors', () => {
  let visit: Visit;
  const anchor = `/errors#${CATALOGUE.documentTaken.code}`;

  beforeAll(async () => {
    visit = await startVisit();
  });
  afterAll(() => visit.end());

  it('shows the code of the anchor, marked, and nothing keeps people out', async () => {
    const { page, faults } = await visit.open(anchor);
    const section = page.locator('section:target');
    expect(await section.getAttribute('id')).toBe(CATALOGUE.documentTaken.code);
    expect(await section.innerText()).toContain(CATALOGUE.documentTaken.remedy);
    const { y = -1 } = (await section.boundingBox()) ?? {};
    expect([y >= 0, y < 900]).toEqual([true, true]);
    expect(await page.evaluate(`new Set(${BACKGROUNDS}).size`)).toBe(2);
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('fits a phone', async () => {
    const { page } = await visit.open(anchor, { width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});
