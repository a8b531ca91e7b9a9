import { asDay } from '../../src/kernel/calendar';
import { fold } from '../../src/kernel/decider';
import { offeringId, partyCode, serviceLineId } from '../../src/kernel/vocabulary';
import {
  AddServiceLine,
  addServiceLine,
  AnnounceClosure,
  announceClosure,
  ApproveOffering,
  approveOffering,
  DescribeOffering,
  describeOffering,
  EndServiceLine,
  endServiceLine,
  lineOpenOn,
  offering,
  PublishOffering,
  publishOffering,
} from '../../src/offerings/offering.decider';
import type { OfferingEvent } from '../../src/offerings/offering.events';
import { offeringCatalogue, offeringsTable } from '../../src/offerings/offering-catalogue.projection';
import { offeringView } from '../../src/offerings/offering-view';
import { scenariosFor } from '../support/given';
import { projected } from '../support/project';
import { asOperator } from '../support/askers';

const given = scenariosFor(offering);
const day = asDay;
const id = offeringId('0195d9a0-7c1e-7000-8000-000000000001');
const region = partyCode('1082');
const aarhus = partyCode('751');
const line = serviceLineId('SEL-107');
const DESCRIPTION = {
  name: 'Bostøtte Høskoven § 107',
  addressMunicipality: aarhus,
  targetGroups: ['erhvervet hjerneskade'],
  ageFrom: 18,
  ageTo: 85,
};
const OFFERING = { offeringId: id, operator: region, ...DESCRIPTION, constructed: false };
const published: OfferingEvent = { type: 'OfferingPublished', data: OFFERING };
const LINE = {
  offeringId: id,
  serviceLineId: line,
  legalBasis: 'SEL-107',
  name: 'Midlertidigt botilbud',
  from: day('2020-01-01'),
  coveredByFramework: true,
  shortStay: false,
} as const;
const lineAdded: OfferingEvent = { type: 'ServiceLineAdded', data: LINE };
const closing: OfferingEvent = {
  type: 'ClosureAnnounced',
  data: { offeringId: id, announcedOn: day('2026-01-01'), last: day('2026-12-31'), reason: 'bygningen rives ned' },
};
const known = { operatorRegistered: true, municipalityKnown: true };

describe('Publishing an offering', () => {
  const publish = (overrides: Partial<PublishOffering['data']> = {}) =>
    new PublishOffering({ ...OFFERING, ...overrides });

  it('records who runs it, where it lies and whom it is for', () =>
    given()
      .when((state) => publishOffering(publish(), state, known))
      .thenRecorded(published));

  it.each([
    ['twice', [published], publish(), known, 'OFFERING_EXISTS'],
    ['by a party nobody knows', [], publish(), { ...known, operatorRegistered: false }, 'PARTY_NOT_REGISTERED'],
    ['where no municipality is', [], publish(), { ...known, municipalityKnown: false }, 'MUNICIPALITY_NOT_REGISTERED'],
    ['for ages that run backwards', [], publish({ ageFrom: 30, ageTo: 18 }), known, 'AGES_REVERSED'],
    [
      'with an approval that ends before it begins',
      [],
      publish({ approvedFrom: day('2024-01-01'), approvedUntil: day('2023-01-01') }),
      known,
      'PERIOD_REVERSED',
    ],
    ['with an approval that only ends', [], publish({ approvedUntil: day('2023-01-01') }), known, 'PERIOD_REVERSED'],
  ] as const)('is refused %s', (_, history, command, facts, code) =>
    given(...history)
      .when((state) => publishOffering(command, state, facts))
      .thenRejected(code),
  );

  it.each(['Handi-K@', 'Aktivitet og samvær – Svalevej', 'Ø', '½-tid', 'Botilbud "Åen" (konstrueret)'])(
    'takes the name %p',
    (name) =>
      given()
        .when((state) => publishOffering(publish({ name }), state, known))
        .thenRecorded({ type: 'OfferingPublished', data: { ...OFFERING, name } }),
  );

  it.each(['', ' Bo', 'Bo ', 'Bo\u0007', '– Bo', 'B'.repeat(121)])('does not take the name %p', (name) =>
    given()
      .when((state) => publishOffering(publish({ name }), state, known))
      .thenRejected('OFFERING_NAME_UNFIT'),
  );
});

describe('A service line', () => {
  const add = (overrides: Partial<AddServiceLine['data']> = {}) =>
    new AddServiceLine({ ...LINE, by: asOperator(region), ...overrides });

  it('is sold under a paragraph from a day (R13)', () =>
    given(published)
      .when((state) => addServiceLine(add(), state))
      .thenRecorded(lineAdded));

  it.each([
    ['of another operator’s offering', [published], add({ by: asOperator(aarhus) }), 'NOT_YOURS'],
    ['of no offering', [], add(), 'UNKNOWN_OFFERING'],
    ['that is there already', [published, lineAdded], add(), 'SERVICE_LINE_EXISTS'],
    ['after the offering has closed', [published, closing], add({ from: day('2027-01-01') }), 'OFFERING_CLOSED'],
    [
      'for children under serviceloven in 2024',
      [published],
      add({ legalBasis: 'SEL-66', from: day('2024-01-01') }),
      'LEGAL_BASIS_NOT_IN_FORCE',
    ],
    [
      'for children under barnets lov in 2023',
      [published],
      add({ legalBasis: 'BL-43', from: day('2023-12-31') }),
      'LEGAL_BASIS_NOT_IN_FORCE',
    ],
  ] as const)('is refused when it is one %s', (_, history, command, code) =>
    given(...history)
      .when((state) => addServiceLine(command, state))
      .thenRejected(code),
  );

  const end = (last: string, by = region) =>
    new EndServiceLine({
      offeringId: id,
      by: asOperator(by),
      serviceLineId: line,
      last: day(last),
      reason: 'ny målgruppe',
    });
  const ended: OfferingEvent = {
    type: 'ServiceLineEnded',
    data: { offeringId: id, serviceLineId: line, last: day('2025-12-31'), reason: 'ny målgruppe' },
  };

  it('ends once, and not before it began', () => {
    given(published, lineAdded)
      .when((state) => endServiceLine(end('2025-12-31'), state))
      .thenRecorded(ended);
    given(published, lineAdded)
      .when((state) => endServiceLine(end('2019-12-31'), state))
      .thenRejected('PERIOD_REVERSED');
    given(published, lineAdded, ended)
      .when((state) => endServiceLine(end('2025-12-31'), state))
      .thenNothing();
    given(published, lineAdded, ended)
      .when((state) => endServiceLine(end('2026-12-31'), state))
      .thenRejected('SERVICE_LINE_ENDED');
    given(published)
      .when((state) => endServiceLine(end('2025-12-31'), state))
      .thenRejected('UNKNOWN_SERVICE_LINE');
    given(published, lineAdded)
      .when((state) => endServiceLine(end('2025-12-31', aarhus), state))
      .thenRejected('NOT_YOURS');
  });

  it('is open from its first day to its last, and never after the offering’s last day (R24)', () => {
    const openOn = (history: readonly OfferingEvent[], on: string): boolean => {
      const state = fold(offering, history);
      const known = state.phase === 'published' ? state.serviceLines[line] : undefined;
      if (state.phase !== 'published' || known === undefined) throw new Error('not there');
      return lineOpenOn(state, known, day(on));
    };
    expect(
      ['2019-12-31', '2020-01-01', '2025-12-31', '2026-01-01'].map((on) => openOn([published, lineAdded, ended], on)),
    ).toEqual([false, true, true, false]);
    expect(['2026-12-31', '2027-01-01'].map((on) => openOn([published, lineAdded, closing], on))).toEqual([
      true,
      false,
    ]);
  });
});

describe('Closing an offering (R24)', () => {
  const close = (overrides: Partial<AnnounceClosure['data']> = {}) =>
    new AnnounceClosure({ ...(closing.data as AnnounceClosure['data']), by: asOperator(region), ...overrides });

  it('is announced by the operator with a last day', () =>
    given(published)
      .when((state) => announceClosure(close(), state))
      .thenRecorded(closing));

  it.each([
    ['by anyone else', [published], close({ by: asOperator(aarhus) }), 'NOT_YOURS'],
    ['twice', [published, closing], close(), 'OFFERING_CLOSED'],
    ['for a day that has passed', [published], close({ last: day('2025-12-31') }), 'CLOSURE_IN_THE_PAST'],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...history)
      .when((state) => announceClosure(command, state))
      .thenRejected(code),
  );
});

describe('Approval and description', () => {
  it('replace the earlier approval, its end included', () => {
    const limited = { ...OFFERING, approvedFrom: day('2020-01-01'), approvedUntil: day('2021-12-31') };
    const approved: OfferingEvent = { type: 'OfferingApproved', data: { offeringId: id, from: day('2022-01-01') } };
    given({ type: 'OfferingPublished', data: limited })
      .when((state) =>
        approveOffering(
          new ApproveOffering({ offeringId: id, by: asOperator(region), from: day('2022-01-01') }),
          state,
        ),
      )
      .thenRecorded(approved);
    const state = fold(offering, [{ type: 'OfferingPublished', data: limited }, approved]);
    expect(state).toMatchObject({ approvedFrom: '2022-01-01' });
    expect(state).not.toHaveProperty('approvedUntil');
  });

  it('are only the operator’s to record', () => {
    given(published)
      .when((state) =>
        approveOffering(
          new ApproveOffering({ offeringId: id, by: asOperator(aarhus), from: day('2022-01-01') }),
          state,
        ),
      )
      .thenRejected('NOT_YOURS');
    given(published)
      .when((state) =>
        describeOffering(
          new DescribeOffering({ offeringId: id, by: asOperator(aarhus), ...DESCRIPTION, from: day('2026-01-01') }),
          state,
          known,
        ),
      )
      .thenRejected('NOT_YOURS');
  });
});

describe('The catalogue', () => {
  const renamed: OfferingEvent = {
    type: 'OfferingDescribed',
    data: { offeringId: id, ...DESCRIPTION, name: 'Høskoven', from: day('2026-07-01') },
  };
  const [row] = projected(offeringCatalogue, [published, lineAdded, renamed, closing]).rows(offeringsTable);
  if (row === undefined) throw new Error('no row');
  const shown = (on: string) => offeringView(row, day('2026-01-01'), day(on));

  it('shows the name that held on the day', () => {
    expect(shown('2026-06-30').name).toBe('Bostøtte Høskoven § 107');
    expect(shown('2026-07-01').name).toBe('Høskoven');
    expect(offeringView(row, day('2026-01-01')).name).toBe('Bostøtte Høskoven § 107');
  });

  it('shows what is sold on the day, and nothing after the last', () => {
    expect(shown('2019-12-31').serviceLines).toEqual([]);
    expect(shown('2026-12-31').serviceLines).toMatchObject([
      { serviceLineId: 'SEL-107', legalBasisName: 'midlertidigt botilbud' },
    ]);
    expect(shown('2027-01-01').serviceLines).toEqual([]);
  });

  it('is found by its newest name, whatever the case', () => expect(row.searchName).toBe('høskoven'));
});
