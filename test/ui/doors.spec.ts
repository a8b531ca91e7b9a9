import type { ModuleRef } from '@nestjs/core';
import { actionsOn } from '../../src/kernel/access';
import { partyCode, type Role } from '../../src/kernel/vocabulary';
import { Allowed } from '../../src/platform/auth/allowed.decorator';
import { Problem } from '../../src/platform/http/problem';
import { Doors } from '../../src/ui/frame/doors';

const access = actionsOn('stall', {
  open: { may: { buyer: ['any'] }, da: 'åbne boden', en: 'open the stall' },
  look: { may: 'public', da: 'se boden', en: 'look at the stall' },
});

class StallRoutes {
  private readonly goods = 'apples';

  @Allowed(access.open)
  open(): string {
    return this.goods;
  }

  @Allowed(access.look)
  look(): string {
    return this.goods;
  }

  /** A route that somebody forgot to give a row. */
  steal(): string {
    return this.goods;
  }
}

const doors = new Doors({ get: () => new StallRoutes() } as unknown as ModuleRef);
const stallFor = (...roles: Role[]) =>
  doors.open(StallRoutes, { actor: { subject: 'someone', party: partyCode('751'), roles } });

describe('A page that asks a route of the API', () => {
  it('is let in by the row that stands at the route', () => {
    expect(stallFor('operator', 'buyer').open()).toBe('apples');
    expect(stallFor('secretariat').look()).toBe('apples');
  });

  it('is refused as a program would be', () => {
    expect(() => stallFor('operator').open()).toThrow(Problem);
    expect(() => stallFor('buyer', 'operator', 'auditor', 'secretariat').steal()).toThrow(Problem);
  });
});
