import { readFileSync } from 'node:fs';
import { CONTEXTS } from '../../src/contexts';
import { RELATIONS, rolesFor } from '../../src/kernel/access';
import { ROLES } from '../../src/kernel/vocabulary';
import { platformAccess } from '../../src/platform/platform.access';
import { uiAccess } from '../../src/ui/ui.access';
import { everyRoute, written } from '../../tools/access-table';

/** Who may do what stands in one table; what stands nowhere cannot be called. */
describe('The access table', () => {
  const routes = everyRoute();
  const rows = [platformAccess, ...CONTEXTS.map(({ access }) => access), uiAccess].flatMap((table) =>
    Object.values(table),
  );

  it('has a row for every route', () => {
    expect(routes.length).toBeGreaterThan(60);
    const without = routes.filter(({ permission }) => permission === undefined || !rows.includes(permission));
    expect(without.map(({ handler }) => handler)).toEqual([]);
  });

  it('has no row without a route, and none twice', () => {
    const called = new Set(routes.map(({ permission }) => permission?.action));
    expect(rows.filter(({ action, within }) => !called.has(within ?? action)).map(({ action }) => action)).toEqual([]);
    const actions = rows.map(({ action }) => action);
    expect(actions.filter((action, at) => actions.indexOf(action) !== at)).toEqual([]);
  });

  it('says for every role it names in which relations, and says it in both languages', () => {
    for (const { action, may, da, en } of rows) {
      expect([action, da.length > 2, en.length > 2]).toEqual([action, true, true]);
      if (may === 'public') continue;
      expect([action, Object.keys(may).filter((role) => !(ROLES as readonly string[]).includes(role))]).toEqual([
        action,
        [],
      ]);
      for (const relations of Object.values(may)) {
        expect([action, relations.length]).not.toEqual([action, 0]);
        expect(relations.filter((relation) => !RELATIONS.includes(relation))).toEqual([]);
      }
    }
  });

  it('lets an auditor write nothing, and a secretariat near nothing that names a citizen', () => {
    const changing = routes.filter(({ method }) => method !== 'GET').flatMap(({ permission }) => permission ?? []);
    // They compute a verdict, over the log or over a table that is sent; none records anything.
    const computing = [
      'replayHistory',
      'beginReplay',
      'verifyLog',
      'beginVerification',
      'stopReplay',
      'stopVerification',
      'checkInvariants',
      'checkPublishedShares',
      'checkSchemeShares',
    ];
    // A page sends the purpose of a reading in a form: a POST that reads, as the GET of the API does.
    // A search that is given a name is kept by the reader's own browser, and by nobody else.
    // A form that asks for a file is tried before the browser is sent to it.
    const reading = ['readCitizen', 'searchFreePlaces', 'getAuditPack'];
    const byAuditors = changing.filter((permission) => rolesFor(permission).includes('auditor'));
    // A page and the route that it asks name one row.
    expect([...new Set(byAuditors.map(({ action }) => action))].sort()).toEqual([...computing, ...reading].sort());
    const personal = ['placement', 'contract', 'statement', 'settlement month', 'event'];
    const watched = rows.filter((row) => personal.includes(row.resource) && rolesFor(row).includes('secretariat'));
    expect(watched.map(({ action }) => action)).toEqual([]);
  });

  it('is what docs/access.md says; otherwise run npm run docs:access', () => {
    expect(readFileSync('docs/access.md', 'utf8')).toBe(written(routes));
  });
});
