import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes } from '../../agreements/agreement.routes';
import { allows } from '../../kernel/access';
import { paragraph } from '../../kernel/legal-basis';
import type { PartyCode } from '../../kernel/vocabulary';
import { CLOCK, type Clock } from '../../platform/clock';
import { TariffRoutes, type WarnedTariffView } from '../../tariffs/tariff.routes';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, dayText } from '../frame/formats';
import { OVERVIEW, PATHS, TARIFFS } from '../frame/navigation';
import { correctAddress } from './price-list';
import { type SignedInVisit, useVisit, type Words } from '../frame/visit';
import { levelText } from '../frame/words';

/** Tariffs shown at once. */
const SHOWN = 5;

const WORDS = {
  da: {
    title: 'Takster over loftet uden en angivet grund',
    offering: 'Tilbud',
    operator: 'Driftsherre',
    from: 'Gælder fra',
    remarks: 'Bemærkninger',
    all: (count: string) => `Se alle ${count}`,
  },
  en: {
    title: 'Tariffs above the cap without a reason',
    offering: 'Offering',
    operator: 'Operator',
    from: 'Holds from',
    remarks: 'Remarks',
    all: (count: string) => `See all ${count}`,
  },
} satisfies Words<Record<string, string | ((count: string) => string)>>;

/** Tariffs that wait for a reason (R19). */
@Injectable()
export class TariffTasks {
  constructor(
    private readonly doors: Doors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those in force above the cap for which no reason is given: an operator's own; for the secretariat, everybody's. */
  async unexplained(visit: SignedInVisit): Promise<readonly WarnedTariffView[]> {
    const { roles, party } = visit.actor;
    const watches = roles.includes('secretariat');
    if (!watches && !roles.includes('operator')) return [];
    const today = { effectiveOn: this.clock.today() };
    const { items: agreements } = await this.doors.open(AgreementRoutes, visit).list(today);
    const [agreement] = agreements;
    if (agreement === undefined) return [];
    const { items } = await this.doors.open(TariffRoutes, visit).compliance(agreement.agreementId, today);
    return items.filter(
      ({ operator, capReason, warnings }) =>
        capReason === undefined &&
        warnings.some(({ code }) => code === 'ABOVE_TARIFF_CAP') &&
        (watches || operator === party),
    );
  }
}

/** The oldest of them; whoever may give a reason is led to where it is given. */
export const UnexplainedTariffs = ({
  tariffs,
  name,
}: {
  tariffs: readonly WarnedTariffView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const oldest = [...tariffs].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).slice(0, SHOWN);
  const watches = actor?.roles.includes('secretariat') === true;
  return (
    <div class="waiting">
      <h3>
        {words.title} ({countText(tariffs.length)})
      </h3>
      <Table
        caption={words.title}
        captionHidden
        rows={oldest}
        columns={[
          { title: words.from, cell: ({ validFrom }) => dayText(validFrom, language) },
          {
            title: words.offering,
            heads: true,
            cell: (tariff) => (
              <a
                href={
                  actor !== undefined && allows(tariffsAccess.correctTariff, actor, tariff)
                    ? correctAddress(tariff)
                    : `${PATHS.offerings}/${tariff.offeringId}`
                }
              >
                {tariff.offeringName}, {paragraph(tariff.serviceLineId)}, {levelText(tariff.level, language)}
              </a>
            ),
          },
          ...(watches ? [{ title: words.operator, cell: ({ operator }: WarnedTariffView) => name(operator) }] : []),
          {
            title: words.remarks,
            cell: ({ warnings }) => warnings.map((warning) => <span class="under">{warning[language]}</span>),
          },
        ]}
      />
      <p>
        <a href={watches ? OVERVIEW : TARIFFS.all}>
          {words.all(countText(tariffs.length))}
          <span class="sr-only">: {words.title}</span>
        </a>
      </p>
    </div>
  );
};
