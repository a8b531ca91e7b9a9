import { Body, Get, Post } from '@nestjs/common';
import { AgreementRoutes, type AgreementView } from '../../agreements/agreement.routes';
import { agreementsAccess } from '../../agreements/agreements.access';
import { ExtendAgreementBody, ExtendAgreementRoute } from '../../agreements/extend-agreement';
import { JoinAgreementBody, JoinAgreementRoute } from '../../agreements/join-agreement';
import { LeaveAgreementBody, LeaveAgreementRoute } from '../../agreements/leave-agreement';
import { AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam, PartyParam } from '../../platform/http/parameters';
import { DayInput, Form, Select } from '../components/form';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit } from '../frame/visit';
import { REASON_LABEL, ReasonField } from '../components/reason-field';

const ONE = `${PATHS.agreements}/:agreementId`;

const WORDS = {
  da: {
    agreements: 'Rammeaftaler',
    period: (first: string, last: string) => `Aftalen gælder ${first} – ${last}.`,
    joinTitle: 'Optag en part i aftalen',
    party: 'Part',
    choose: 'Vælg',
    missing: 'Står parten ikke på listen, så opret den først',
    from: 'Med fra',
    join: 'Optag parten',
    leaveTitle: (party: string) => `Lad ${party} træde ud af aftalen`,
    leaveLead: 'Pladser, der er købt under aftalen, løber videre efter dens regler.',
    lastBound: 'Sidste dag som part',
    leave: 'Lad parten træde ud',
    extendTitle: 'Forlæng aftalen',
    extendLead: 'Reglerne løber videre, til de ændres. En aftale kan forlænges, ikke forkortes.',
    last: 'Ny sidste dag',
    extend: 'Forlæng aftalen',
  },
  en: {
    agreements: 'Framework agreements',
    period: (first: string, last: string) => `The agreement runs ${first} – ${last}.`,
    joinTitle: 'Let a party into the agreement',
    party: 'Party',
    choose: 'Choose',
    missing: 'If the party is not in the list, register it first',
    from: 'Bound from',
    join: 'Let the party in',
    leaveTitle: (party: string) => `Let ${party} leave the agreement`,
    leaveLead: 'Places bought under the agreement go on by its rules.',
    lastBound: 'Last day as a party',
    leave: 'Let the party go',
    extendTitle: 'Extend the agreement',
    extendLead: 'The rules go on until they are changed. An agreement can be extended, not shortened.',
    last: 'New last day',
    extend: 'Extend the agreement',
  },
};

/** What the secretariat does to an agreement that runs: a party more, a party less, a later last day. */
@Pages()
export class AgreementStepsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(`${ONE}/parties`)
  @Allowed(agreementsAccess.joinAgreement)
  askJoin(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.joinScreen(id, visit, freshForm());
  }

  @Post(`${ONE}/parties`)
  @Allowed(agreementsAccess.joinAgreement)
  join(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      next: `${PATHS.agreements}/${id}`,
      described: JoinAgreementBody,
      form,
      send: (body) => this.doors.open(JoinAgreementRoute, visit).join(id, body, visit.actor),
      again: (state) => this.joinScreen(id, visit, state),
    });
  }

  @Get(`${ONE}/parties/:party/leave`)
  @Allowed(agreementsAccess.leaveAgreement)
  askLeave(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @PartyParam('party', 'The party that leaves.') party: PartyCode,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.leaveScreen(id, party, visit, freshForm());
  }

  @Post(`${ONE}/parties/:party/leave`)
  @Allowed(agreementsAccess.leaveAgreement)
  leave(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @PartyParam('party', 'The party that leaves.') party: PartyCode,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      next: `${PATHS.agreements}/${id}`,
      described: LeaveAgreementBody,
      form,
      send: (body) => this.doors.open(LeaveAgreementRoute, visit).leave(id, party, body, visit.actor),
      again: (state) => this.leaveScreen(id, party, visit, state),
    });
  }

  @Get(`${ONE}/extend`)
  @Allowed(agreementsAccess.extendAgreement)
  askExtend(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.extendScreen(id, visit, freshForm());
  }

  @Post(`${ONE}/extend`)
  @Allowed(agreementsAccess.extendAgreement)
  extend(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      next: `${PATHS.agreements}/${id}`,
      described: ExtendAgreementBody,
      form,
      send: (body) => this.doors.open(ExtendAgreementRoute, visit).extend(id, body, visit.actor),
      again: (state) => this.extendScreen(id, visit, state),
    });
  }

  private agreement(id: AgreementId, visit: SignedInVisit): Promise<AgreementView> {
    return this.doors.open(AgreementRoutes, visit).find(id, {});
  }

  private async joinScreen(id: AgreementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const agreement = await this.agreement(id, visit);
    const bound = new Set(agreement.parties.filter(({ last }) => last === undefined).map(({ party }) => party));
    const others = this.names.list().filter(({ party }) => !bound.has(party));
    return screen({
      title: words.joinTitle,
      crumbs: crumbsOf(agreement, language),
      body: (
        <>
          <p class="font-lead">{periodText(agreement, language)}</p>
          <Form
            id="join"
            action={`${PATHS.agreements}/${id}/parties`}
            state={state}
            labels={{ party: words.party, from: words.from }}
            submit={words.join}
          >
            <Select
              name="party"
              label={words.party}
              none={words.choose}
              choices={others.map(({ party, name }) => ({ value: party, text: name }))}
              value={typedText(state.typed, 'party')}
            />
            <DayInput name="from" label={words.from} />
          </Form>
          <p>
            <a href={`${PATHS.parties}/new`}>{words.missing}</a>
          </p>
        </>
      ),
    });
  }

  private async leaveScreen(
    id: AgreementId,
    party: PartyCode,
    visit: SignedInVisit,
    state: FormState,
  ): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const agreement = await this.agreement(id, visit);
    return screen({
      title: words.leaveTitle(this.names.of(party)),
      crumbs: crumbsOf(agreement, language),
      body: (
        <>
          <p class="font-lead">{`${periodText(agreement, language)} ${words.leaveLead}`}</p>
          <Form
            id="leave"
            action={`${PATHS.agreements}/${id}/parties/${party}/leave`}
            state={state}
            labels={{ last: words.lastBound }}
            submit={words.leave}
            tone="warning"
          >
            <DayInput name="last" label={words.lastBound} />
          </Form>
        </>
      ),
    });
  }

  private async extendScreen(id: AgreementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const agreement = await this.agreement(id, visit);
    return screen({
      title: words.extendTitle,
      crumbs: crumbsOf(agreement, language),
      body: (
        <>
          <p class="font-lead">{`${periodText(agreement, language)} ${words.extendLead}`}</p>
          <Form
            id="extend"
            action={`${PATHS.agreements}/${id}/extend`}
            state={state}
            labels={{ last: words.last, reason: REASON_LABEL[language] }}
            submit={words.extend}
          >
            <DayInput name="last" label={words.last} />
            <ReasonField />
          </Form>
        </>
      ),
    });
  }
}

const crumbsOf = ({ agreementId, name }: AgreementView, language: SignedInVisit['language']) => [
  { href: PATHS.agreements, text: WORDS[language].agreements },
  { href: `${PATHS.agreements}/${agreementId}`, text: name },
];

const periodText = ({ first, last }: AgreementView, language: SignedInVisit['language']): string =>
  WORDS[language].period(dayText(first, language), dayText(last, language));
