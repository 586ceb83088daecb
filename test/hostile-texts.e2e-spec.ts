import { digitalCustomer, privateCustomer } from './factories';
import { broken, itRefuses, itTakes, NOT_UTF8, type Probe, type RefusedProbe } from './setup/probes';
import { startTestService, type TestService } from './setup/service';

const NAME = '/digital_personal_info/name';
const INVISIBLE = 'digital_personal_info.name must not contain control, bidirectional or invisible characters';
const UNPRINTABLE = 'digital_personal_info.name must be printable and have at least one letter';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

let counter = 0;
const DIGITAL = { type: 'DIGITAL_CUSTOMER' };
/** A digital customer, and what a read of it must show. */
function digital(info: object, seen = info): [Probe, Record<string, unknown>] {
  const email = `text${counter++}@example.com`;
  return [
    { body: digitalCustomer({ digital_personal_info: { email, ...info } }) },
    { ...DIGITAL, digital_personal_info: { email, ...seen } },
  ];
}

describe('characters', () => {
  const name = (what: string, text: string, message = INVISIBLE): RefusedProbe => [
    what,
    { body: digitalCustomer({ digital_personal_info: { name: text } }) },
    broken(NAME, message),
  ];
  const bytes = (what: string, ...values: number[]): RefusedProbe => [
    what,
    { body: Buffer.concat([Buffer.from('{"type":"DIGITAL_CUSTOMER","x":"'), Buffer.from(values), Buffer.from('"}')]) },
    NOT_UTF8,
  ];

  itRefuses(
    () => service,
    [
      bytes('UTF-8: a byte that is none', 0xff),
      bytes('UTF-8: a continuation without a beginning', 0x80),
      bytes('UTF-8: a beginning without a continuation', 0xc3),
      bytes('UTF-8: an overlong slash', 0xc0, 0xaf),
      bytes('UTF-8: an overlong NUL', 0xc0, 0x80),
      bytes('UTF-8: a surrogate', 0xed, 0xa0, 0x80),
      bytes('UTF-8: surrogates in a pair', 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
      bytes('UTF-8: beyond U+10FFFF', 0xf4, 0x90, 0x80, 0x80),
      bytes('UTF-8: five bytes', 0xf8, 0x88, 0x80, 0x80, 0x80),
      ['UTF-16', { body: Buffer.from('{"type":"DIGITAL_CUSTOMER"}', 'utf16le').fill(0xd8, 1, 2) }, NOT_UTF8],
      name('NUL', 'Ana\u0000'),
      name('NUL alone', '\u0000'),
      name('backspace', 'Ana\b'),
      name('escape', '\u001b[31mAna'),
      name('delete', 'Ana\u007f'),
      name('a C1 control', 'Ana\u0080'),
      name('a high surrogate alone', 'Ana\ud83d'),
      name('a low surrogate alone', '\ude00Ana'),
      name('surrogates the wrong way round', 'Ana\ude00\ud83d'),
      name('bidi: override', 'Ana\u202e'),
      name('bidi: embedding', '\u202aAna'),
      name('bidi: isolate', '\u2066Ana\u2069'),
      name('bidi: mark', 'Ana\u200f'),
      name('bidi: Arabic mark', 'Ana\u061c'),
      name('zero-width space', 'A\u200bna'),
      name('a byte order mark inside', 'A\ufeffna'),
      name('a byte order mark at the end', 'Ana\ufeff'),
      name('a tag', 'Ana\u{e0041}'),
      name('the language tag', 'Ana\u{e0001}'),
      name('a non-character of the BMP', 'Ana\ufffe'),
      name('a non-character of Arabic', 'Ana\ufdd0'),
      name('the last non-character', 'Ana\u{10ffff}'),
      name('257 marks in a row', `A${'\u0301'.repeat(257)}`),
      name('for private use', 'Ana\ue000', UNPRINTABLE),
      name('not assigned', 'Ana\u0378', UNPRINTABLE),
      name('word joiner', 'A\u2060na', UNPRINTABLE),
      name('soft hyphen', 'A\u00adna', UNPRINTABLE),
      name('marks alone', '\u0301\u0301', UNPRINTABLE),
      name('joiners alone', '\u200c\u200d', UNPRINTABLE),
      name('an emoji alone', '😀', UNPRINTABLE),
      name('blanks of every kind', ' \t\n\u00a0\u2003\u3000', 'digital_personal_info.name must not be empty'),
    ],
  );

  itTakes(
    () => service,
    [
      [
        'white space of every kind, collapsed',
        ...digital({ name: '\u3000Ana\t\n\u00a0 María\u2028' }, { name: 'Ana María' }),
      ],
      ['decomposed, composed', ...digital({ name: 'Jose\u0301' }, { name: 'José' })],
      ['a joiner where Persian needs it', ...digital({ name: 'علی\u200cرضا' })],
      ['beyond the BMP', ...digital({ name: '𠮷田' })],
      ['an emoji beside letters', ...digital({ name: 'Ana 😀' })],
      ['the replacement character itself', ...digital({ name: 'Ana\ufffd' })],
      ['markup and SQL, as they are', ...digital({ name: `<b>'; DROP TABLE orgs;--\\"</b>` })],
      ['what templates and formats read', ...digital({ name: '${a} %s {{b}} $1 \\u0000' })],
    ],
  );
});

describe('lengths', () => {
  const astral = '𠮷';
  const limited = (what: string, body: object, field: string, max: number): RefusedProbe => [
    what,
    { body },
    broken(field, `${field.slice(1).replace('/', '.')} must have at most ${max} characters`),
  ];
  const info = (digital_personal_info: object): object => digitalCustomer({ digital_personal_info });
  const line = (text: string): object => ({ address_lines: [text], locality: 'Braga', region_code: 'PT' });
  const at = (member: string, text: string): RefusedProbe[2] =>
    broken(`/contact_info/postal_address/${member}`, `contact_info.postal_address.${text}`);
  const address = (postal_address: object): Probe => ({ body: digitalCustomer({ contact_info: { postal_address } }) });
  const emailOf = (length: number): string => `${'a'.repeat(length - 12)}@example.com`;

  itRefuses(
    () => service,
    [
      limited('name of 101', info({ name: 'a'.repeat(101) }), NAME, 100),
      limited('name of 101 beyond the BMP', info({ name: astral.repeat(101) }), NAME, 100),
      limited('name of 60,000', info({ name: 'a'.repeat(60_000) }), NAME, 100),
      limited('surname of 101', info({ first_surname: 'ñ'.repeat(101) }), '/digital_personal_info/first_surname', 100),
      limited(
        'email of 83',
        info({ email: `${'a'.repeat(60)}@${'b'.repeat(18)}.com` }),
        '/digital_personal_info/email',
        82,
      ),
      limited('external id of 65', digitalCustomer({ external_id: 'x'.repeat(65) }), '/external_id', 64),
      [
        'local part of 65',
        { body: info({ email: emailOf(77) }) },
        broken('/digital_personal_info/email', 'digital_personal_info.email must be an email address'),
      ],
      [
        'segment of 33',
        { body: digitalCustomer({ segment: 'A'.repeat(33) }) },
        broken(
          '/segment',
          'segment must be 1 to 32 upper-case letters, digits or underscores, beginning with a letter',
        ),
      ],
      [
        'address line of 101',
        address(line('ñ'.repeat(101))),
        at('address_lines/0', 'address_lines[0] must have at most 100 characters'),
      ],
      [
        'six address lines',
        address({ ...line('x'), address_lines: Array(6).fill('x') }),
        at('address_lines', 'address_lines must have at most 5 items'),
      ],
      [
        'postal code of 21',
        address({ ...line('x'), postal_code: '1'.repeat(21) }),
        at('postal_code', 'postal_code must have at most 20 characters'),
      ],
      [
        'eleven emails',
        { body: digitalCustomer({ contact_info: { emails: Array(11).fill({ email: 'a@example.com' }) } }) },
        broken('/contact_info/emails', 'contact_info.emails must have at most 10 items'),
      ],
      [
        'document of 41',
        {
          body: privateCustomer({
            personal_info: { identity_document: { type: 'PASSPORT', number: 'AAA123'.padStart(41, '-') } },
          }),
        },
        broken(
          '/personal_info/identity_document/number',
          'personal_info.identity_document.number must have at most 40 characters',
        ),
      ],
    ],
  );

  const lines = Array.from({ length: 5 }, () => 'ñ'.repeat(100));
  itTakes(
    () => service,
    [
      ['name of 100', ...digital({ name: 'a'.repeat(100) })],
      ['name of 100 beyond the BMP', ...digital({ name: astral.repeat(100) })],
      ['name of 100 between blanks', ...digital({ name: `  ${'a'.repeat(100)}  ` }, { name: 'a'.repeat(100) })],
      ['name of 200 that compose to 100', ...digital({ name: 'e\u0301'.repeat(100) }, { name: 'é'.repeat(100) })],
      ['email of 82', ...digital({ email: `${'a'.repeat(60)}@${'b'.repeat(17)}.com` })],
      ['local part of 64', ...digital({ email: emailOf(76) })],
      [
        'five address lines of 100',
        {
          body: digitalCustomer({
            digital_personal_info: { email: 'lines@example.com' },
            contact_info: { postal_address: { ...line(''), address_lines: lines } },
          }),
        },
        {
          ...DIGITAL,
          digital_personal_info: { email: 'lines@example.com' },
          contact_info: { postal_address: { ...line(''), address_lines: lines } },
        },
      ],
    ],
  );
});
