import { Body, Get, Post } from '@nestjs/common';
import { reject } from '../../kernel/decider';
import type { ChargeId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Refused } from '../../platform/commands/refusals';
import type { TypedForm } from '../../platform/http/form-body';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { IdParam } from '../../platform/http/parameters';
import { CHARGE_KIND_WORDS } from '../../settlement/lines/charge-words';
import type { ChargeView } from '../../settlement/charges/charge.views';
import { ChargeRoutes } from '../../settlement/charges/charges.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { WithdrawChargeBody, WithdrawChargeRoute } from '../../settlement/charges/withdraw-charge';
import { Form } from '../components/form';
import { Facts } from '../components/notes';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import { Doors } from '../frame/doors';
import { danishKroner, monthText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit } from '../frame/visit';
import { settlementCrumb } from './settlement-sections';
import { lineOfStatement } from './statement-names';
import { whyAddress } from './statement-lines';

const WORDS = {
  da: {
    charges: 'Andre opkrævninger',
    title: 'Træk en opkrævning tilbage',
    before: 'Opkrævningen er ikke på en opgørelse endnu og kommer heller ikke på en. Den bliver stående i bogen.',
    after:
      'Opkrævningen er afregnet. Hele beløbet krediteres på den næste opgørelse, med en henvisning til linjen her (R38).',
    what: 'Hvad',
    reckoning: 'Sådan er beløbet regnet',
    payer: 'Betaler',
    dueFrom: 'Fra måned',
    amount: 'Beløb',
    where: 'På opgørelse',
    submit: 'Træk opkrævningen tilbage',
  },
  en: {
    charges: 'Other charges',
    title: 'Take a charge back',
    before: 'The charge is on no statement yet, and will come onto none. It stays in the ledger.',
    after:
      'The charge has been billed. All of it is credited on the next statement, which points to the line here (R38).',
    what: 'What',
    reckoning: 'How the amount came about',
    payer: 'Payer',
    dueFrom: 'From month',
    amount: 'Amount',
    where: 'On statement',
    submit: 'Take the charge back',
  },
};

const WITHDRAW = `${SETTLEMENT.charges}/:chargeId/withdraw`;

/** A charge that was raised wrongly is taken back by its operator, with a reason (R38). */
@Pages()
export class WithdrawChargePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(WITHDRAW)
  @Allowed(settlementAccess.withdrawCharge)
  async ask(@IdParam('chargeId') id: ChargeId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const charge = await this.charge(id, visit);
    if (charge.standing === 'WITHDRAWN') throw new Refused(reject('CHARGE_WITHDRAWN'));
    return this.form(charge, visit, freshForm());
  }

  @Post(WITHDRAW)
  @Allowed(settlementAccess.withdrawCharge)
  withdraw(
    @IdParam('chargeId') id: ChargeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      described: WithdrawChargeBody,
      form,
      send: (body) => this.doors.open(WithdrawChargeRoute, visit).withdraw(id, body, visit.actor),
      again: async (state) => this.form(await this.charge(id, visit), visit, state),
      next: SETTLEMENT.charges,
    });
  }

  private charge(id: ChargeId, visit: SignedInVisit): Promise<ChargeView> {
    return this.doors.open(ChargeRoutes, visit).find(id, new ReadTimesQuery(), visit.actor);
  }

  private form(charge: ChargeView, { language }: SignedInVisit, state: FormState): Screen {
    const words = WORDS[language];
    const { chargeId, kind, payer, dueFrom, amountOre, reckoning, billedIn } = charge;
    return screen({
      title: words.title,
      crumbs: [settlementCrumb(language), { href: SETTLEMENT.charges, text: words.charges }],
      body: (
        <>
          <p class="font-lead">{billedIn === undefined ? words.before : words.after}</p>
          <Facts
            entries={[
              { term: words.what, value: `${CHARGE_KIND_WORDS[language][kind]}: ${charge.words[language]}` },
              { term: words.payer, value: this.names.of(payer) },
              { term: words.dueFrom, value: monthText(dueFrom, language) },
              { term: words.amount, value: danishKroner(amountOre) },
              { term: words.reckoning, value: reckoning[language] },
              billedIn !== undefined && {
                term: words.where,
                value: (
                  <a href={whyAddress(billedIn.statementId, billedIn.line)}>
                    {lineOfStatement(billedIn.statementId, billedIn.line, language)}
                  </a>
                ),
              },
            ]}
          />
          <Form
            id="withdraw"
            action={`${SETTLEMENT.charges}/${chargeId}/withdraw`}
            state={state}
            labels={{ reason: REASON_LABEL[language] }}
            submit={words.submit}
            tone="warning"
          >
            <ReasonField />
          </Form>
        </>
      ),
    });
  }
}
