import fc from 'fast-check';
import { cardNumber, holdsCardNumber, SCHEMES, writtenCardNumber } from '../../../test/setup/card-numbers';
import { hasCardNumber, namesCardSecret } from './card-number';
import { luhnCheckDigit } from './luhn';

if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });

describe('luhnCheckDigit', () => {
  it.each([
    ['7992739871', 3],
    ['411111111111111', 1],
    ['37828224631000', 5],
    ['3056930902590', 4],
    ['0', 0],
    ['', 0],
  ])('%s: %d', (digits, check) => expect(luhnCheckDigit(digits)).toBe(check));

  it('finds every wrong digit', () => {
    fc.assert(
      fc.property(cardNumber('VISA'), fc.nat(), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const place = at % number.length;
        const wrong = number.slice(0, place) + ((Number(number[place]) + by) % 10) + number.slice(place + 1);
        return luhnCheckDigit(wrong.slice(0, -1)) !== Number(wrong.at(-1));
      }),
    );
  });
});

describe('hasCardNumber', () => {
  it.each(Object.keys(SCHEMES))('finds every number of %s', (scheme) => {
    fc.assert(
      fc.property(cardNumber(scheme), (number) => hasCardNumber(number)),
      { numRuns: 500 },
    );
  });

  it('finds of all beginnings of four digits, in all lengths from 11 to 20, those of the table and no other', () => {
    const wrong: string[] = [];
    for (let beginning = 0; beginning < 10_000; beginning++) {
      for (let length = 11; length <= 20; length++) {
        const payload = String(beginning)
          .padStart(4, '0')
          .padEnd(length - 1, '07');
        const number = `${payload}${luhnCheckDigit(payload)}`;
        if (hasCardNumber(number) !== holdsCardNumber(number)) wrong.push(number);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('reads the digits of every script', () => {
    const digits = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    expect(digits.length % 10).toBe(0);
    const blind: string[] = [];
    for (let ten = 0; ten < digits.length; ten += 10) {
      const inScript = (number: string): string => [...number].map((digit) => digits[ten + Number(digit)]).join('');
      if (!hasCardNumber(inScript('4539578763621486')) || hasCardNumber(inScript('4539578763621487'))) {
        blind.push(digits.slice(ten, ten + 10).join(''));
      }
    }
    expect(blind).toEqual([]);
  });

  it('finds numbers as they are written, between other words', () => {
    const around = fc.constantFrom('', 'Ana ', 'tok_', 'Calle Mayor 2, ', 'nº', '"', '(', 'x', '12 ', '3 4 ', '7-');
    const behind = fc.constantFrom('', ' B', ', 28039', '_x', '.', ')', ' 12', '-1', ' 12/28', 'º');
    fc.assert(
      fc.property(around, writtenCardNumber, behind, (before, number, after) => hasCardNumber(before + number + after)),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['4111111111111111'],
    ['4111 1111 1111 1111'],
    ['4111-1111-1111-1111'],
    ['4111 1111-1111 1111'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
    ['4111  1111  1111  1111'],
    ['4111\t1111\t1111\t1111'],
    ['4111  1111\t1111\u00A01111'],
    ['4111\uFFF91111\u06DD1111\u00AD1111'],
    ['2.4111111111111111'],
    ['4111\u20131111\u20101111\u22121111'],
    ['４１１１１１１１１１１１１１１１'],
    ['٤١١١ ١١١١ ١١١١ ١١١١'],
    ['𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏'],
    ['𝟺𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷𝟷'],
    ['⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹'],
    ['㊶⑪⑪⑪⑪⑪⑪⑪'],
    ['④①①①①①①①①①①①①①①①'],
    ['4111\u2043 1111'.replace(' ', '') + '\u02D71111\u207B1111'],
    ['4111\u31641111\u115F1111\uFFA01111'],
    ['4111\u28001111\u3000 1111\u20031111'],
    ['4111\u200D1111\u200C1111\u00AD1111'],
    ['4\uFE0F\u20E3111111111111111'],
    ['Calle Mayor 2 4111 1111 1111 1111 3 B'],
    ['tok_4111111111111111x'],
    ['378282246310005'],
    ['30569309025904'],
    ['6304000000000000'],
    [`63040000000${luhnCheckDigit('63040000000')}`],
  ])('finds %j', (text) => expect(hasCardNumber(text)).toBe(true));

  it.each([
    ['4111111111111112', 'a wrong Luhn digit'],
    ['411111111111116', 'a length that Visa does not have'],
    ['9111111111111111', 'the prefix of no scheme'],
    ['4111.1111.1111.1111', 'dots'],
    ['4111 - 1111 - 1111 - 1111', 'more than one separator'],
    ['4111--1111--1111--1111', 'two dashes'],
    ['4111,1111,1111,1111', 'commas'],
    ['1234111111111111111', 'digits before it'],
    ['41111111111111111225', 'digits behind it'],
    ['', 'nothing'],
    ['Calle Mayor 2, 3º A', 'an address'],
    ['Avenida de la Constitución 123-125, 4 B, 28013 Madrid', 'an address'],
    ['5901234567890', 'an M2M number'],
    ['+34 615 667 898', 'a phone number'],
    ['ES91 2100 0418 4502 0005 1332', 'an account number'],
    ['9872023 VH5797S 0001 WX', 'a cadastral reference'],
    ['9f1c1c66-6b0a-4c5e-9a55-3a2f0c4b1d2e', 'a UUID'],
  ])('does not find one in %j: %s', (text) => expect(hasCardNumber(text)).toBe(false));
});

describe('namesCardSecret', () => {
  it.each([
    'cvv',
    'CVV',
    'cvv2',
    'cvc',
    'cvc2',
    'pin',
    'pan',
    'track',
    'track1',
    'track2',
    'card_pin',
    'card-pin',
    'cardPin',
    'cardPIN',
    'CARD_PIN',
    'PINBlock',
    'PINblock',
    'panNumber',
    'PANNumber',
    'cardPan',
    'card_cvv2_value',
    'cvv2Code',
    'CVV2Code',
    'Track2Data',
    'card.pin',
    'card pin',
    'ｃｖｖ',
    'c\u00ADvv',
    'card_ＰＡＮ',
  ])('%s is one', (name) => expect(namesCardSecret(name)).toBe(true));

  it.each([
    'company_info',
    'companyInfo',
    'shipping_note',
    'tracking_id',
    'trackingId',
    'spin',
    'pinned',
    'panel',
    'span',
    'Spain',
    'japan',
    'backtrack',
    'tracks',
    'cvvs',
    'pin2',
    'PIN2',
    'track3',
    'TRACK3',
    'opinion',
    'token',
    'last_four',
    'expiration_date',
    '',
    '_',
    'ñpin',
  ])('%s is none', (name) => expect(namesCardSecret(name)).toBe(false));
});

describe('a mebibyte', () => {
  const size = 1024 * 1024;

  // Sixteen times what a request can bring: it takes a second or two, or minutes if the cost is the square of the length.
  it.each([
    ['digits', '4'.repeat(size)],
    ['single digits', '4 '.repeat(size / 2)],
    ['groups', '4111 '.repeat(size / 5)],
    ['digits of another script', '\u0664 '.repeat(size / 3)],
    ['bold digits', '\u{1D7FF}'.repeat(size / 4)],
    ['dashes', '-'.repeat(size)],
    ['marks', `4${'\u0301\u0316'.repeat(size / 4)}`],
    ['capitals', 'A'.repeat(size)],
    ['camel case', 'aB'.repeat(size / 2)],
  ])('of %s is read to its end', (_what, text) => {
    const started = performance.now();
    expect([hasCardNumber(text), namesCardSecret(text)]).toEqual([false, false]);
    expect(hasCardNumber(`${text} 4111111111111111`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
