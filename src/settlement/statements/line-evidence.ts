import { Inject, Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/calendar';
import { danishDay, firstDayOf } from '../../kernel/calendar';
import type { Position, Recorded } from '../../kernel/event';
import type { Language } from '../../kernel/messages';
import { danishKroner } from '../../kernel/money';
import type { OfferingId, PartyCode, StatementId } from '../../kernel/vocabulary';
import { PartyQueries } from '../../parties/parties.queries';
import type { PlaceBookEvent } from '../../placements/place-book.events';
import type { EventStore } from '../../platform/event-store/event-store';
import { EVENT_STORE } from '../../platform/tokens';
import type { TariffComponent, TariffEvent } from '../../tariffs/tariff.events';
import type { ChargeEvent } from '../charges/charge.events';
import type { DisputeEvent } from '../disputes/dispute.events';
import { componentName, levelText, PAYER_GROUND_WORDS } from '../lines/line-words';

/** An event behind a line, in words. */
export interface EvidenceView {
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  /** The day it is about, where there is one. */
  readonly day?: Day;
  readonly position: Position;
  readonly da: string;
  readonly en: string;
}

type Evidence = PlaceBookEvent | TariffEvent | DisputeEvent | ChargeEvent;

/** Finds the events a line rests on in the streams they can be in: the offering's place book, its prices and, for a credit, the statement. */
@Injectable()
export class LineEvidence {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PartyQueries) private readonly parties: Pick<PartyQueries, 'find'>,
  ) {}

  /** In the order they were recorded; an id that is in neither stream is left out. */
  async of(offeringId: OfferingId, ids: readonly string[], disputedIn?: StatementId): Promise<EvidenceView[]> {
    const streams = [`placebook-${offeringId}`, `tariff-${offeringId}`];
    if (disputedIn !== undefined) streams.push(`statement-${disputedIn}`);
    return this.inStreams(streams, ids);
  }

  /** Those of the events that lie in the streams, in the order they were recorded. */
  async inStreams(streams: readonly string[], ids: readonly string[]): Promise<EvidenceView[]> {
    const wanted = new Set(ids);
    const found: EvidenceView[] = [];
    const nameOf = (party: PartyCode): string => this.parties.find(party)?.name ?? party;
    for (const stream of streams) {
      for await (const page of this.store.readStream(stream)) {
        for (const fact of page as readonly Recorded<Evidence>[])
          if (wanted.has(fact.id)) found.push(viewOf(fact, nameOf));
      }
    }
    return found.sort((a, b) => a.position - b.position);
  }
}

/** What a party is called; its code where it is not registered. */
type NameOf = (party: PartyCode) => string;

const viewOf = (fact: Recorded<Evidence>, nameOf: NameOf): EvidenceView => {
  const { id, type, recordedAt, position } = fact;
  return { id, type, recordedAt, position, ...inWords(fact, nameOf) };
};

/** Each part of a price by its kind; supplements, of which there can be several, by their codes as well. */
const priceText = (components: readonly TariffComponent[], language: Language): string =>
  components
    .map(({ code, kind, priceOre }) => {
      const name = componentName(kind, language).toLowerCase();
      return `${kind === 'SUPPLEMENT' ? `${name} ${code}` : name} ${danishKroner(priceOre)}`;
    })
    .join(', ');

interface Words {
  readonly day?: Day;
  readonly da: string;
  readonly en: string;
}

/** What each event says about what is owed; who did it and the rest of it stand in the audit trail. */
export const inWords = (fact: Evidence, nameOf: NameOf): Words => {
  switch (fact.type) {
    case 'PlaceReserved': {
      const { firstDay, terms } = fact.data;
      return {
        day: firstDay,
        da: `Plads reserveret fra ${danishDay(firstDay)}, ${levelText(terms.level, 'da')}, betaler ${nameOf(terms.payer)}`,
        en: `Place reserved from ${firstDay}, ${levelText(terms.level, 'en')}, payer ${nameOf(terms.payer)}`,
      };
    }
    case 'PlacePurchaseAgreed': {
      const { agreedOn } = fact.data;
      return { day: agreedOn, da: `Køb aftalt ${danishDay(agreedOn)}`, en: `Purchase agreed on ${agreedOn}` };
    }
    case 'CitizenEnrolled': {
      const { firstDay } = fact.data;
      return {
        day: firstDay,
        da: `Borgeren flyttede ind ${danishDay(firstDay)}, første betalte dag`,
        en: `The citizen came on ${firstDay}, the first day paid`,
      };
    }
    case 'ServiceLevelChanged': {
      const { from, terms } = fact.data;
      return {
        day: from,
        da: `Vilkår ændret fra ${danishDay(from)}: ${levelText(terms.level, 'da')}`,
        en: `Terms changed from ${from}: ${levelText(terms.level, 'en')}`,
      };
    }
    case 'NoticeGiven': {
      const { noticeDate, lastPayableDay, ruleRef } = fact.data;
      return {
        day: noticeDate,
        da: `Opsagt ${danishDay(noticeDate)}; sidste betalte dag ${danishDay(lastPayableDay)} (${ruleRef})`,
        en: `Notice given on ${noticeDate}; last payable day ${lastPayableDay} (${ruleRef})`,
      };
    }
    case 'CitizenDischarged':
    case 'DischargeCorrected': {
      const { departureDay, lastPayableDay, ruleRef } = fact.data;
      const corrected = fact.type === 'DischargeCorrected';
      return {
        day: departureDay,
        da: `${corrected ? 'Udskrivning rettet: rejst' : 'Udskrevet: rejst'} ${danishDay(departureDay)}; sidste betalte dag ${danishDay(lastPayableDay)} (${ruleRef})`,
        en: `${corrected ? 'Discharge corrected: left' : 'Discharged: left'} on ${departureDay}; last payable day ${lastPayableDay} (${ruleRef})`,
      };
    }
    case 'PayerChanged': {
      const { from, formerPayer, payer, legalGround } = fact.data;
      return {
        day: from,
        da: `${nameOf(payer)} betaler i stedet for ${nameOf(formerPayer)} fra ${danishDay(from)} (${PAYER_GROUND_WORDS[legalGround].da})`,
        en: `${nameOf(payer)} pays instead of ${nameOf(formerPayer)} from ${from} (${PAYER_GROUND_WORDS[legalGround].en})`,
      };
    }
    case 'AbsenceRegistered': {
      const { first, last } = fact.data;
      return {
        day: first,
        da: `Fravær ${danishDay(first)}-${danishDay(last)}; pladsen betales`,
        en: `Absent from ${first} to ${last}; the place is paid`,
      };
    }
    case 'LineDisputed': {
      const { disputedOn, disputedOre, line } = fact.data;
      return {
        day: disputedOn,
        da: `Indsigelse mod linje ${line}: ${danishKroner(disputedOre)}`,
        en: `Line ${line} disputed: ${danishKroner(disputedOre)}`,
      };
    }
    case 'DisputeResolved': {
      const { resolvedOn, creditOre, upheldOre } = fact.data;
      return {
        day: resolvedOn,
        da: `Indsigelsen er afsluttet: ${danishKroner(creditOre)} krediteres, ${danishKroner(upheldOre)} fastholdes`,
        en: `The dispute is over: ${danishKroner(creditOre)} is credited, ${danishKroner(upheldOre)} is upheld`,
      };
    }
    case 'ChargeRaised': {
      const { words, amountOre, dueFrom } = fact.data;
      return {
        day: firstDayOf(dueFrom),
        da: `Opkrævning rejst: ${words.da}, ${danishKroner(amountOre)}`,
        en: `Charge raised: ${words.en}, ${danishKroner(amountOre)}`,
      };
    }
    case 'ChargeWithdrawn': {
      const { words, amountOre, withdrawnOn, reason } = fact.data;
      return {
        day: withdrawnOn,
        da: `Opkrævning trukket tilbage: ${words.da}, ${danishKroner(amountOre)} (${reason})`,
        en: `Charge taken back: ${words.en}, ${danishKroner(amountOre)} (${reason})`,
      };
    }
    case 'CapacityClosed': {
      const { last } = fact.data;
      return {
        day: last,
        da: `Tilbuddet lukkede; sidste dag med pladser ${danishDay(last)}`,
        en: `The offering closed; ${last} is its last day with places`,
      };
    }
    case 'TariffChanged':
    case 'TariffCorrected': {
      const { validFrom, level, components, reason } = fact.data;
      const corrected = fact.type === 'TariffCorrected';
      return {
        day: validFrom,
        da: `${corrected ? 'Takst rettet' : 'Takst'} fra ${danishDay(validFrom)}, ${levelText(level, 'da')}: ${priceText(components, 'da')} (${reason})`,
        en: `${corrected ? 'Tariff corrected' : 'Tariff'} from ${validFrom}, ${levelText(level, 'en')}: ${priceText(components, 'en')} (${reason})`,
      };
    }
    default:
      return { da: fact.type, en: fact.type };
  }
};
