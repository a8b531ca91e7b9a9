import { Injectable } from '@nestjs/common';
import type { OfferingId, PartyCode } from '../kernel/vocabulary';
import { OfferingQueries } from '../offerings/offerings.queries';
import { PartyQueries } from '../parties/parties.queries';
import type { DocumentParty } from './statement-document.calculation';

/** The parties as a document names them. */
@Injectable()
export class DocumentParties {
  constructor(
    private readonly parties: PartyQueries,
    private readonly offerings: OfferingQueries,
  ) {}

  named(code: PartyCode): DocumentParty {
    const { name = code, cvr = '' } = this.parties.find(code) ?? {};
    return { code, name, cvr };
  }

  /** Whether something in the offerings or in the parties' numbers was made up for demonstration. */
  constructed(
    { operator, payer }: { readonly operator: PartyCode; readonly payer: PartyCode },
    offerings: Iterable<OfferingId>,
  ): boolean {
    const [seller, buyer] = [this.parties.find(operator), this.parties.find(payer)];
    const madeUp = seller?.account?.constructed === true || buyer?.eanConstructed === 1;
    return madeUp || [...new Set(offerings)].some((offering) => this.offerings.find(offering)?.constructed === 1);
  }
}
