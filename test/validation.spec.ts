import 'reflect-metadata';
import { compile, Violations } from '@app/common';
import { plainToInstance } from 'class-transformer';
import { IsEmail, validateSync, type ValidationError } from 'class-validator';
import fc from 'fast-check';
import { ContactInfo } from '../apps/api/src/customers/contact-info.dto';
import {
  CreateCorporateCustomer,
  CreateDigitalCustomer,
  CreatePrivateCustomer,
} from '../apps/api/src/customers/customers.dto';
import { corporateCustomer, digitalCustomer, publishedCustomer } from './factories';

type Class = new () => object;

const JUNK = [
  undefined,
  null,
  '',
  ' ',
  'x',
  0,
  1.5,
  true,
  [],
  {},
  ['x'],
  [null],
  'a'.repeat(300),
  '2022-02-30',
  '+34',
  'ES',
];

/** A valid body with up to four of its members, at any depth, replaced, and the members' own pointers. */
function mutated(body: object): fc.Arbitrary<object> {
  const pointers = pathsOf(body);
  const change = fc.record({ path: fc.constantFrom(...pointers), value: fc.constantFrom(...JUNK) });
  return fc.array(change, { maxLength: 4 }).map((changes) => {
    const copy = structuredClone(body);
    for (const { path, value } of changes) replace(copy, path, value);
    return copy;
  });
}

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...at, key]));
  return at.length === 0 ? below : [at, ...below];
}

function replace(target: object, path: string[], value: unknown): void {
  let parent = target as Record<string, unknown> | undefined;
  for (const key of path.slice(0, -1)) {
    const next = parent?.[key];
    parent = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : undefined;
  }
  const last = path.at(-1);
  if (parent !== undefined && last !== undefined) parent[last] = structuredClone(value);
}

/** Pointers of the innermost members that class-validator itself refuses. */
function refusedByLibrary(type: Class, body: object): string[] {
  const instance = plainToInstance(type, body);
  return validateSync(instance, { forbidUnknownValues: false, stopAtFirstError: true }).flatMap((e) => leaves(e, ''));
}

function leaves({ property, children, constraints }: ValidationError, at: string): string[] {
  const here = `${at}/${property}`;
  const below = (children ?? []).flatMap((child) => leaves(child, here));
  return constraints === undefined ? below : [here, ...below];
}

function refusedByUs(type: Class, body: object): string[] {
  const violations = new Violations();
  compile(type)(body, '', violations);
  return violations.items.map(({ field }) => field ?? '');
}

describe('compiled validators', () => {
  const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);

  it.each<[string, Class, object]>([
    ['CreatePrivateCustomer', CreatePrivateCustomer, publishedCustomer()],
    [
      'CreateCorporateCustomer',
      CreateCorporateCustomer,
      corporateCustomer({ contact_info: publishedCustomer()['contact_info'] }),
    ],
    ['CreateDigitalCustomer', CreateDigitalCustomer, digitalCustomer()],
    ['ContactInfo', ContactInfo, publishedCustomer()['contact_info'] as object],
  ])('refuse whatever class-validator refuses in %s', (_name, type, body) => {
    let refused = 0;
    const property = fc.property(mutated(body), (candidate) => {
      const library = refusedByLibrary(type, candidate);
      const ours = refusedByUs(type, candidate);
      refused += Math.min(library.length, 1);
      if (library.length > 0) expect(ours).not.toEqual([]);
    });
    fc.assert(property, { numRuns: 1500, seed });
    expect(refused).toBeGreaterThan(300);
  });

  it('take what is valid, and copy declared members only', () => {
    const body = publishedCustomer();
    const violations = new Violations();
    const parsed = compile(CreatePrivateCustomer)({ ...body, nickname: 'x' }, '', violations);
    expect(violations.items).toEqual([]);
    expect(parsed).toEqual(body);
  });

  it('end the start at a rule that they would not see', () => {
    class Foreign {
      @IsEmail()
      email!: string;
    }
    expect(() => compile(Foreign)).toThrow('email: a rule that cannot be compiled');
  });
});
