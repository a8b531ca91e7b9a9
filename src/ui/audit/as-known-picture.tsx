import type { ComponentChildren, VNode } from 'preact';
import type { ContractView } from '../../contracts/contract.views';
import { addMonths, monthOf } from '../../kernel/calendar';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import type { OfferingView } from '../../offerings/offering-view';
import type { PlacementView } from '../../placements/placement.views';
import type { StatementSummary } from '../../settlement/statements/statement.routes';
import type { TariffView } from '../../tariffs/tariff-view';
import { Table } from '../components/table';
import { Typed } from '../components/typed';
import { danishKroner, monthText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { sameWith, useVisit } from '../frame/visit';
import { levelText, paragraph } from '../frame/words';
import { bothColumns, isOneMoment } from './as-known-columns';
import {
  contractText,
  type Figure,
  figureName,
  figuresOf,
  keyOf,
  placementText,
  tariffKey,
  tariffText,
} from './as-known-texts';
import { AS_KNOWN_WORDS } from './as-known-words';
import { type Compared, compared, spokenDay, spokenMoment, type TwoTimes } from './two-times';

/** What the ledger says of one offering and day, at one moment. */
export interface Picture {
  readonly lines: readonly LineOccupancyView[];
  readonly placements: readonly PlacementView[];
  readonly tariffs: readonly TariffView[];
  readonly contracts: readonly ContractView[];
  readonly statements: readonly StatementSummary[];
}

interface BothParts {
  readonly offering: OfferingView;
  readonly times: TwoTimes;
  readonly then: Picture;
  readonly later: Picture;
  readonly name: (party: PartyCode) => string;
}

/** One day at two moments, side by side, and what differs. */
export const Both = (parts: BothParts): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = AS_KNOWN_WORDS[language];
  const { offering, times, then, later, name } = parts;
  const month = monthText(monthOf(times.on), language);
  const day = spokenDay(times.on, language);
  const saidOf = {
    placement: placementText(language, name),
    tariff: tariffText(
      language,
      (line) => offering.serviceLines.find((sold) => sold.serviceLineId === line)?.legalBasis,
    ),
    contract: contractText(language),
  };
  const figures = compared(figuresOf(then.lines), figuresOf(later.lines), keyOf, ({ value }) => value);
  const placements = compared(then.placements, later.placements, ({ placementId }) => placementId, saidOf.placement);
  const tariffs = compared(then.tariffs, later.tariffs, tariffKey, saidOf.tariff);
  const contracts = compared(then.contracts, later.contracts, ({ contractId }) => contractId, saidOf.contract);
  const statements = compared(
    then.statements,
    later.statements,
    ({ statementId }) => statementId,
    ({ totalOre }) => String(totalOre),
  );
  const all = [placements, figures, tariffs, contracts, statements].flat();
  const differences = all.filter(({ change }) => change !== 'same').length;
  return (
    <>
      <h2 class="two-times">
        <Typed>{offering.name}</Typed>: {words.sentence(day, spokenMoment(times.known, language))}
      </h2>
      {!isOneMoment(times, language) && (
        <p>
          {words.compared(spokenMoment(times.against, language))}{' '}
          <strong>{differences === 0 ? words.same : words.differs(differences)}</strong>
        </p>
      )}
      <p class="actions d-print-none">
        <a class="button button-secondary" href={sameWith(visit, { on: addMonths(times.on, -1) })}>
          {words.earlier}
        </a>
        <a class="button button-secondary" href={sameWith(visit, { on: addMonths(times.on, 1) })}>
          {words.later}
        </a>
      </p>
      <Section
        title={words.placements(day)}
        heading={words.placement}
        empty={words.noPlacements}
        rows={placements}
        times={times}
        said={saidOf.placement}
        head={({ placementId, buyer, legalBasis, citizenRef }: PlacementView) => (
          <>
            <a href={`${PATHS.placements}/${placementId}`}>{name(buyer)}</a>
            <span class="under">
              {paragraph(legalBasis)}, <code>{shortReference(citizenRef)}</code>
            </span>
          </>
        )}
      />
      <Section
        title={words.occupancy(month)}
        heading={words.line}
        rows={figures}
        times={times}
        said={({ value }: Figure) => value}
        numeric
        head={(figure) => figureName(keyOf(figure), words)}
      />
      <Section
        title={words.tariffs(day)}
        heading={words.tariff}
        empty={words.noTariffs}
        rows={tariffs}
        times={times}
        said={saidOf.tariff}
        head={({ serviceLineId, level }: TariffView) => (
          <a href={`${PATHS.offerings}/${offering.offeringId}/tariffs`}>
            {paragraph(serviceLineId)}, <Typed>{levelText(level, language)}</Typed>
          </a>
        )}
      />
      <Section
        title={words.contracts(day)}
        heading={words.contract}
        empty={words.noContracts}
        rows={contracts}
        times={times}
        said={saidOf.contract}
        head={({ contractId, buyer }: ContractView) => (
          <>
            <a href={`${PATHS.placements}/${contractId}#contract`}>{name(buyer)}</a>
            <span class="under">
              <code>{shortReference(contractId)}</code>
            </span>
          </>
        )}
      />
      <Section
        title={words.statements(month, name(offering.operator))}
        lead={words.statementsText}
        heading={words.payer}
        empty={words.notClosed}
        rows={statements}
        times={times}
        said={({ totalOre, lines }: StatementSummary) => `${danishKroner(totalOre)} (${words.lines(lines)})`}
        numeric
        head={({ statementId, payer }) => <a href={`${PATHS.statements}/${statementId}/history`}>{name(payer)}</a>}
      />
    </>
  );
};

interface SectionParts<T> {
  readonly title: string;
  readonly lead?: string;
  /** What the things are called above their column. */
  readonly heading: string;
  readonly empty?: string;
  readonly rows: readonly Compared<T>[];
  readonly times: TwoTimes;
  readonly said: (thing: T) => string;
  readonly numeric?: boolean;
  readonly head: (thing: T) => ComponentChildren;
}

/** Things of one kind, each with how it stood at either moment. */
const Section = <T,>({ title, lead, heading, empty, rows, times, said, numeric, head }: SectionParts<T>): VNode => {
  const { language } = useVisit();
  return (
    <section>
      <h2>{title}</h2>
      {lead !== undefined && <p class="soft">{lead}</p>}
      <Table
        files
        caption={title}
        captionHidden
        rows={rows}
        {...(empty === undefined ? {} : { empty })}
        columns={[
          {
            title: heading,
            heads: true,
            cell: ({ then, later }) => {
              const thing = later ?? then;
              return thing === undefined ? null : head(thing);
            },
          },
          ...bothColumns<T>(times, AS_KNOWN_WORDS[language], language, said, numeric),
        ]}
      />
    </section>
  );
};
