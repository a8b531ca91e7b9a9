import { Get } from '@nestjs/common';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { DISPUTE_PHASES } from '../../settlement/disputes/dispute.views';
import { DisputeRoutes, DisputesQuery } from '../../settlement/disputes/disputes.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { askedIn } from '../frame/asked';
import { Filters, Select } from '../components/form';
import { Pager } from '../components/pager';
import { DisputeTable } from './dispute-table';
import { Doors } from '../frame/doors';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { Sections, settlementCrumb } from './settlement-sections';
import { PHASE_OF_DISPUTE } from './settlement-words';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';
import { shownList } from '../frame/whole-list';

const WORDS = {
  da: { title: 'Indsigelser', phase: 'Status', all: 'Alle', nothing: 'Der er ingen indsigelser, som passer.' },
  en: { title: 'Disputes', phase: 'Status', all: 'All', nothing: 'No disputes fit.' },
} satisfies Words<Record<string, string>>;

/** Disputed lines: a payer's own, an operator's, and the secretariat's those brought to it. */
@Pages()
export class DisputesPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(SETTLEMENT.disputes)
  @Allowed(settlementAccess.listDisputes)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, DisputesQuery, ['phase', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(DisputeRoutes, visit).list(asked, visit.actor),
    );
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <Filters id="disputes">
            <Select
              name="phase"
              label={words.phase}
              none={words.all}
              optional
              choices={DISPUTE_PHASES.map((phase) => ({ value: phase, text: PHASE_OF_DISPUTE[phase][language] }))}
            />
          </Filters>
          <div id="list" data-live>
            <DisputeTable disputes={items} whole={whole} name={this.names.all()} empty={words.nothing} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }
}
