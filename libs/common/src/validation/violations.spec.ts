import { Violations } from './violations';

describe('Violations', () => {
  it('keep the first hundred', () => {
    const violations = new Violations();
    for (let i = 0; i < 150; i++) violations.add(`/list/${i}`, 'is wrong');
    expect(violations.items).toHaveLength(100);
    expect(violations.items.at(-1)).toEqual({ message: 'list[99] is wrong', field: '/list/99' });
  });

  it('name a member of the body, of the query and of the path as clients do', () => {
    const parts = (['/', '?', ''] as const).map((part) => {
      const violations = new Violations(part);
      violations.add('/a/0/b', 'is wrong');
      violations.add('', 'is wrong');
      return violations.items;
    });
    expect(parts).toEqual([
      [
        { message: 'a[0].b is wrong', field: '/a/0/b' },
        { message: 'body is wrong', field: '' },
      ],
      [{ message: 'a[0].b is wrong', field: '?a/0/b' }, { message: 'query is wrong' }],
      [{ message: 'a[0].b is wrong' }, { message: 'path is wrong' }],
    ]);
  });
});
