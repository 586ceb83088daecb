import { destroyDue } from '../blocked-data/destroy-due';
import { actOf, print, runTool, textOptions } from './tool';

/*
 * `npm run purge`: destroys the blocked data that is due, of all organizations, and says how much of each. The service does the same
 * once a minute.
 */
runTool({
  name: 'purge',
  parse: (args) => textOptions(args, [], 'there are no options'),
  run: async (query) => {
    const destroyed = await destroyDue(query, actOf('purgeBlockedData'));
    for (const { org, records } of destroyed) print(`${org}: ${records} destroyed`);
    print(destroyed.length === 0 ? 'nothing is due' : 'all that was due is destroyed');
    return 0;
  },
});
