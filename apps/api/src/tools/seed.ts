import { OperatorError } from '@app/database';
import { loadCustomers } from '../seed/load-customers';
import { startProgress } from './progress';
import { checkOrg, print, runTool, textOptions } from './tool';

/** One connection stores while rows for the other are made. */
const CONNECTIONS = 2;
const USAGE = 'use --org ORG --customers NUMBER, from 1 to 30000000';

/*
 * `npm run seed -- --org ORG --customers NUMBER`: loads so many customers that nobody is, to try the service with. They are as if
 * the API had created them. A second run adds others.
 */
runTool<{ org: string; customers: number }>({
  name: 'seed',
  parse: (args) => {
    const { org, customers } = textOptions(args, ['org', 'customers'], USAGE);
    if (org === undefined || customers === undefined || !/^[1-9]\d{0,7}$/.test(customers)) throw new Error(USAGE);
    return { org, customers: Number(customers) };
  },
  run: async (query, { org, customers }, connect) => {
    await checkOrg(query, org);
    const clients = await Promise.all(Array.from({ length: CONNECTIONS }, connect));
    const progress = startProgress(customers);
    let seconds: number;
    try {
      await loadCustomers({ org, customers, clients, onProgress: progress.update });
    } catch (error) {
      throw error instanceof RangeError ? new OperatorError(error.message, { cause: error }) : error;
    } finally {
      seconds = progress.end();
    }
    print(`seeded ${customers} customers in ${seconds.toFixed(1)} s: ${Math.round(customers / seconds)}/s`);
    return 0;
  },
});
