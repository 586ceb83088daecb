import { type Type } from '@nestjs/common';
import { type Statement } from '@app/database';
import { type QueryResultRow } from 'pg';
import { type TestService } from '../setup/service';
import { type Content, makeContents, sealed } from './contents';
import { Observer, resultOf } from './observation';
import { type Ran, Recorder } from './recorder';
import { type Scenario } from './scenarios';
import { OrgTables, type Rows } from './tables';

/** The two organizations; each is once the one that acts. */
const NAMES = ['telco', 'other'] as const;
/** What the acting organization has: a content; nothing; not even a registration. */
type Own = 'first' | 'empty' | 'none';
/** What the other has: the same as the first content, or the second. */
const CONTENTS = ['first', 'second'] as const;
/** Blocks of the audit of each content. The second has more, so that its last is the last of all. */
const BLOCKS = { first: 2, second: 3 };

/** What a call is made in. */
interface World {
  readonly org: string;
  readonly own: Own;
  readonly other: (typeof CONTENTS)[number];
  /** Whether the rows of the other were inserted before: a scan meets them first then. */
  readonly isOtherFirst: boolean;
  /** Whose ids the call uses. */
  readonly cast: (typeof CONTENTS)[number];
}

/** What is seen of a call, as text. */
interface Seen {
  readonly result: string;
  /** What the organization has afterwards, table by table. */
  readonly rows: Readonly<Record<string, string>>;
  /** What was asked for it. */
  readonly statements: string;
}

/** The world in which every method is tried, and what is wrong with it. */
export class Isolation {
  /** Every statement that a scenario has run so far: `Class.method: what` → names. */
  readonly used = new Map<string, Set<string>>();

  private constructor(
    private readonly service: TestService,
    private readonly tables: OrgTables,
    private readonly recorder: Recorder,
    private readonly contents: Readonly<Record<'first' | 'second', Content>>,
    private readonly rows: Readonly<Record<string, Readonly<Record<Own | 'second', Rows>>>>,
    private readonly observer: Observer,
  ) {}

  /** Makes the contents of the two organizations; the database is for this alone. */
  static async on(service: TestService): Promise<Isolation> {
    const tables = await OrgTables.of(service.database);
    const [first, second] = await makeContents(service, tables);
    const rows: Record<string, Record<Own | 'second', Rows>> = {};
    for (const org of NAMES) {
      rows[org] = {
        first: await sealed(service, tables, { org, rows: first.rows, blocks: BLOCKS.first }),
        second: await sealed(service, tables, { org, rows: second.rows, blocks: BLOCKS.second }),
        empty: await tables.asStored(org, { orgs: first.rows['orgs'] ?? [] }),
        none: {},
      };
    }
    return new Isolation(service, tables, new Recorder(service), { first, second }, rows, new Observer(rows));
  }

  /**
   * Makes the calls in every world, and once in each without the other organization.
   * @param scenarios in the order in which they are tried
   * @param worlds in which they are tried
   * @param isEnough whether the first leak is all that is wanted
   * @returns a line for each leak: something that an organization would have seen or changed of another; none is as it must be
   */
  async leaksOf(
    scenarios: readonly Scenario[],
    { worlds = WORLDS, isEnough = false }: { worlds?: readonly World[]; isEnough?: boolean } = {},
  ): Promise<string[]> {
    const leaks: string[] = [];
    for (const scenario of scenarios) {
      const alone = new Map<string, Seen>();
      for (const world of worlds) {
        const key = `${world.org} ${world.own} ${world.cast}`;
        const expected = alone.get(key) ?? (await this.see(scenario, world)).seen;
        alone.set(key, expected);
        const { seen, changed } = await this.see(scenario, world, world.other);
        const found = [...differences(expected, seen), ...(scenario.isForAll ? [] : changed)];
        leaks.push(...found.map((leak) => `${nameOf(scenario)} ${described(world)}: ${leak}`));
        if (isEnough && leaks.length > 0) return leaks;
      }
    }
    return leaks;
  }

  private async see(
    scenario: Scenario,
    { org, own, cast, isOtherFirst }: World,
    other?: World['other'],
  ): Promise<{ seen: Seen; changed: string[] }> {
    const others = org === NAMES[0] ? NAMES[1] : NAMES[0];
    const before = other === undefined ? {} : (this.rows[others]?.[other] ?? {});
    const mine = [org, this.rows[org]?.[own] ?? {}] as const;
    const theirs = [others, before] as const;
    await this.tables.arrange(isOtherFirst ? [theirs, mine] : [mine, theirs]);
    this.recorder.take();
    const get = <T>(type: Type<T>): T => this.service.app.get(type, { strict: false });
    const asOwner = this.recorder.listening(
      <Row extends QueryResultRow>({ text }: Statement, values: readonly unknown[]) =>
        this.service.database.query<Row>(text, [...values]),
    );
    const result = await resultOf(() => scenario.call({ get, asOwner, org, cast: this.contents[cast].cast }));
    const ran = this.recorder.take();
    this.note(scenario, ran);
    const [after = {}, theirsAfter = {}] = await this.tables.read(org, others);
    const seen = {
      result: this.observer.text(result),
      rows: this.textsOf(after),
      statements: ran.flatMap(({ name, first }) => (first === org ? [name] : [])).join(),
    };
    return { seen, changed: changes('changes', this.textsOf(before), this.textsOf(theirsAfter)) };
  }

  private note(scenario: Scenario, ran: readonly Ran[]): void {
    const names = this.used.get(nameOf(scenario)) ?? new Set<string>();
    for (const { name } of ran) names.add(name);
    this.used.set(nameOf(scenario), names);
  }

  /** Each table as text, whatever the order of its rows and of their columns. */
  private textsOf(rows: Rows): Record<string, string> {
    return Object.fromEntries(
      this.tables.names.map((table) => [
        table,
        (rows[table] ?? [])
          .map((row) => this.observer.text(row))
          .sort()
          .join('\n'),
      ]),
    );
  }
}

/** The name of a scenario. */
export function nameOf({ method, what }: Scenario): string {
  return `${method}: ${what}`;
}

/** Every world in which a call is made. Where nothing is its own, no order of rows matters, and ids that nobody has tell nothing. */
export const WORLDS: readonly World[] = NAMES.flatMap((org) =>
  CONTENTS.flatMap((other) => [
    ...CONTENTS.flatMap((cast) =>
      [false, true].map((isOtherFirst) => ({ org, own: 'first' as const, other, cast, isOtherFirst })),
    ),
    ...(['empty', 'none'] as const).map((own) => ({ org, own, other, cast: other, isOtherFirst: true })),
  ]),
);

function described({ org, own, other, cast, isOtherFirst }: World): string {
  return `in ${org} (${own}), with ids of the ${cast}, beside the ${other}${isOtherFirst ? ', which was there before' : ''}`;
}

function differences(alone: Seen, beside: Seen): string[] {
  return [
    ...(alone.result === beside.result ? [] : [`gives ${short(beside.result)} instead of ${short(alone.result)}`]),
    ...changes('leaves other', alone.rows, beside.rows),
    ...(alone.statements === beside.statements ? [] : [`runs ${beside.statements} instead of ${alone.statements}`]),
  ];
}

function changes(how: string, before: Seen['rows'], after: Seen['rows']): string[] {
  return Object.keys(before).flatMap((table) => (before[table] === after[table] ? [] : [`${how} ${table}`]));
}

function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
