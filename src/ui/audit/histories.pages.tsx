import { Get } from '@nestjs/common';
import { auditAccess } from '../../audit/audit.access';
import { HistoryQuery } from '../../audit/audit-views';
import { HistoryRoutes, THING_ID_FORM } from '../../audit/history.routes';
import { ORDERS } from '../../audit/trail.queries';
import { AGREEMENT_ID_FORM, type OfferingId, type PartyCode } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CodeParam, PartyParam } from '../../platform/http/parameters';
import { askedIn } from '../frame/asked';
import { type ThingWithHistory, ToldEvent } from './audit-section';
import { DayInput, Filters, Select } from '../components/form';
import { Pager } from '../components/pager';
import { Timeline } from '../components/timeline';
import { Told } from '../components/typed';
import { Doors } from '../frame/doors';
import { eventName } from './event-names';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type Crumb, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit } from '../frame/visit';
import { statementCrumbs, statementTitle } from '../settlement/statement-names';
import { shownList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: {
      placement: 'Indskrivningens historik',
      offering: (name: string) => `Historik: ${name}`,
      statement: (title: string) => `Historik: ${title}`,
      agreement: 'Rammeaftalens historik',
      party: (name: string) => `Historik: ${name}`,
    },
    placement: 'Indskrivningen',
    agreement: 'Rammeaftalen',
    lead: 'Hvad der er sket, i den rækkefølge det blev skrevet i bogen. I ser det, der er jeres at se.',
    knownAt: 'Som vi vidste det den',
    knownHint: 'Tom: alt til nu.',
    order: 'Rækkefølge',
    newest: 'Nyeste først',
    oldest: 'Ældste først',
    nothing: 'På den dag stod der endnu ikke noget i bogen.',
  },
  en: {
    title: {
      placement: 'History of the placement',
      offering: (name: string) => `History: ${name}`,
      statement: (title: string) => `History: ${title}`,
      agreement: 'History of the framework agreement',
      party: (name: string) => `History: ${name}`,
    },
    placement: 'The placement',
    agreement: 'The framework agreement',
    lead: 'What has happened, in the order in which it was recorded. You see what is yours to see.',
    knownAt: 'As it was known on',
    knownHint: 'Empty: everything until now.',
    order: 'Order',
    newest: 'Newest first',
    oldest: 'Oldest first',
    nothing: 'Nothing stood in the ledger yet on that day.',
  },
};

const ROWS = 100;

/** What happened to one thing, in words, for whoever stands in it; auditors go on from there to each event. */
@Pages()
export class HistoriesPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(`${PATHS.placements}/:placementId/history`)
  @Allowed(auditAccess.getPlacementHistory)
  placement(
    @CodeParam('placementId', THING_ID_FORM, 'The placement.') id: string,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const crumbs = [{ href: `${PATHS.placements}/${id}`, text: words.placement }];
    return this.history('placement', id, visit, words.title.placement, crumbs);
  }

  @Get(`${PATHS.offerings}/:offeringId/history`)
  @Allowed(auditAccess.getOfferingHistory)
  async offering(
    @CodeParam('offeringId', THING_ID_FORM, 'The offering.') id: string,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const { name } = await this.doors.open(OfferingRoutes, visit).find(id as OfferingId, {});
    const crumbs = [{ href: `${PATHS.offerings}/${id}`, text: name }];
    return this.history('offering', id, visit, WORDS[visit.language].title.offering(name), crumbs);
  }

  @Get(`${PATHS.statements}/:statementId/history`)
  @Allowed(auditAccess.getStatementHistory)
  statement(
    @CodeParam('statementId', THING_ID_FORM, 'The statement.') id: string,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const [name, { language }] = [this.names.all(), visit];
    const title = words.title.statement(statementTitle(id, name, language));
    return this.history('statement', id, visit, title, statementCrumbs(id, name, language));
  }

  @Get(`${PATHS.agreements}/:agreementId/history`)
  @Allowed(auditAccess.getAgreementHistory)
  agreement(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: string,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const crumbs = [{ href: `${PATHS.agreements}/${id}`, text: words.agreement }];
    return this.history('agreement', id, visit, words.title.agreement, crumbs);
  }

  @Get(`${PATHS.parties}/:party/history`)
  @Allowed(auditAccess.getPartyHistory)
  party(@PartyParam('party', 'The party.') party: PartyCode, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.history('party', party, visit, WORDS[visit.language].title.party(this.names.of(party)));
  }

  private async history(
    kind: ThingWithHistory,
    id: string,
    visit: SignedInVisit,
    title: string,
    crumbs: readonly Crumb[] = [],
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = Object.assign(askedIn(visit, HistoryQuery, ['order', 'cursor', 'knownAt']), { limit: ROWS });
    const { items, next } = await shownList(visit, asked, (query) =>
      this.doors.open(HistoryRoutes, visit)[kind](id, query, visit.actor),
    );
    const name = this.names.all();
    return screen({
      title,
      crumbs,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <Filters id="history">
            <DayInput name="knownAt" label={words.knownAt} hint={words.knownHint} optional />
            <Select
              name="order"
              label={words.order}
              optional
              choices={[...ORDERS].reverse().map((order) => ({ value: order, text: words[order] }))}
            />
          </Filters>
          {items.length === 0 && <p class="nothing">{words.nothing}</p>}
          <Timeline
            entries={items.map(({ eventId, type, recordedAt, words: told, written, onBehalfOf }) => ({
              recordedAt,
              by: name(onBehalfOf as PartyCode),
              text: (
                <ToldEvent eventId={eventId} title={eventName(type, visit.language)}>
                  <Told sentence={told[visit.language]} typed={written} />
                </ToldEvent>
              ),
            }))}
          />
          <Pager next={next} />
        </>
      ),
    });
  }
}
