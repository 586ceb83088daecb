import { Isolation, nameOf, WORLDS } from './isolation/leaks';
import { SCENARIOS } from './isolation/scenarios';
import {
  faultOf,
  type LoadedStatement,
  loadedStatements,
  type OrgCondition,
  orgConditions,
  REDUNDANT,
  WITHOUT_CONDITION,
} from './setup/org-conditions';
import { startTestService, type TestService } from './setup/service';

/** A statement without one of its org conditions, and what became of it. */
interface Mutant extends OrgCondition {
  /** What has seen it; undefined: nothing. */
  readonly leak: string | undefined;
  /** Why nothing can. */
  readonly proof: string | undefined;
}

/** Each org condition of each statement is taken away, one at a time: the isolation tests must see every one of them. */
describe('an org condition that is missing', () => {
  let service: TestService;
  let isolation: Isolation;
  let statements: LoadedStatement[];

  beforeAll(async () => {
    statements = await loadedStatements();
    // Texts change while the service runs.
    service = await startTestService({ DATABASE_PREPARED: 'off' });
    isolation = await Isolation.on(service);
  });
  afterAll(() => service.stop());

  it('is in no statement but those that say why', () => {
    expect(statements.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    const names = statements.map(({ name }) => name);
    expect(Object.keys(WITHOUT_CONDITION).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is not seen where all are there, and every statement is run', async () => {
    // The other worlds are in isolation-services; these are enough to know who runs what.
    const worlds = WORLDS.filter(({ org, isOtherFirst }) => org === 'telco' && isOtherFirst);
    expect(await isolation.leaksOf(SCENARIOS, { worlds })).toEqual([]);
    const used = new Set([...isolation.used.values()].flatMap((names) => [...names]));
    expect(statements.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  }, 60_000);

  it('is seen, whichever it is', async () => {
    const mutants: Mutant[] = [];
    for (const condition of statements.flatMap(orgConditions)) mutants.push(await tried(condition));
    const seen = mutants.filter(({ leak }) => leak !== undefined);
    const redundant = mutants.filter(({ proof }) => proof !== undefined);
    const count = `${seen.length} of ${mutants.length} mutants seen, ${redundant.length} redundant`;
    process.stdout.write(`${[...(process.env['MUTATION_TABLE'] ? mutants.map(rowOf) : []), count].join('\n')}\n`);
    // There were as many when this was written: far fewer are a mistake in how they are found.
    expect(mutants.length).toBeGreaterThanOrEqual(70);
    expect(mutants.filter(({ leak, proof }) => (leak === undefined) !== (proof !== undefined)).map(rowOf)).toEqual([]);
    expect(redundant).toHaveLength(REDUNDANT.length);
  }, 300_000);

  async function tried(condition: OrgCondition): Promise<Mutant> {
    const { statement, line, mutant } = condition;
    const { name, text } = statement;
    const concerned = SCENARIOS.filter((scenario) => isolation.used.get(nameOf(scenario))?.has(name));
    const proof = REDUNDANT.find((known) => known.statement === name && known.line === line)?.proof;
    statement.text = mutant;
    try {
      const [leak] = await isolation.leaksOf(concerned, { isEnough: true });
      return { ...condition, leak, proof };
    } finally {
      statement.text = text;
    }
  }
});

function rowOf({ statement, line, leak, proof }: Mutant): string {
  return `${statement.name} | ${line} | ${leak ?? (proof === undefined ? 'NOT SEEN' : `redundant: ${proof}`)}`;
}
