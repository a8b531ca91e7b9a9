import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/event';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { citizenRegister, type CitizenRow, citizensTable } from './citizen-register.projection';

/** Of whom details are kept; never the details. */
@Injectable()
export class CitizenQueries {
  constructor(private readonly reads: ReadStore) {}

  /** Newest first; only those registered before this position. */
  registeredBy(party: PartyCode, limit: number, before?: Position): CitizenRow[] {
    return this.reads.model(citizenRegister).rows(citizensTable, {
      where: `registeredBy = :party${before === undefined ? '' : ' AND registeredPosition < :before'}`,
      parameters: { party, ...(before === undefined ? {} : { before }) },
      orderBy: 'registeredPosition DESC',
      limit,
    });
  }

  find(citizenRef: CitizenRef): CitizenRow | undefined {
    const query = { where: 'citizenRef = :citizenRef', parameters: { citizenRef } };
    return this.reads.model(citizenRegister).row(citizensTable, query);
  }

  erased(): CitizenRow[] {
    return this.reads.model(citizenRegister).rows(citizensTable, { where: 'erasedOn IS NOT NULL' });
  }
}

export type { CitizenRow } from './citizen-register.projection';
