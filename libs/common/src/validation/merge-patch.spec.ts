import 'reflect-metadata';
import { compile } from './compile';
import { Text } from './members';
import { MergePatch, PatchOf } from './merge-patch';
import { Violations } from './violations';

class Thing {
  @Text({})
  name!: string;

  @Text({ optional: true })
  note?: string;
}

@MergePatch()
class PatchThing extends PatchOf(Thing, ['name', 'note']) {}

class Unmarked extends PatchOf(Thing, ['note']) {}

function parse(value: unknown): [unknown, string[]] {
  const violations = new Violations();
  const parsed = compile(PatchThing)(value, '', violations);
  return [parsed, violations.items.map(({ message }) => message)];
}

describe('a merge patch', () => {
  it('tells absent, null and a value apart', () => {
    expect(parse({ note: null })).toEqual([{ note: null }, []]);
    expect(parse({ name: ' a ' })).toEqual([{ name: 'a' }, []]);
    expect(parse({ name: null })[1]).toEqual(['name must not be null']);
    expect(parse({ name: '', note: 1 })[1]).toEqual(['name must not be empty', 'note must be a string']);
  });

  it('needs a member that the class declares', () => {
    const nothing = ['At least one field must be present'];
    expect(parse({})[1]).toEqual(nothing);
    expect(parse({ other: 1, constructor: 1, ['__proto__']: 1 })[1]).toEqual(nothing);
    expect(parse([])[1]).toEqual(['body must be an object']);
  });

  it('that forgot to say so ends the start', () => {
    expect(() => compile(Unmarked)).toThrow('Unmarked needs @MergePatch()');
  });

  it('leaves the class that it was made of as it was', () => {
    const violations = new Violations();
    expect(compile(Thing)({ note: null }, '', violations)).toEqual({});
    expect(violations.items.map(({ message }) => message)).toEqual(['name is required']);
  });
});
