import { Body, Get, Inject, Post } from '@nestjs/common';
import { AgreementRoutes, type AgreementView } from '../../agreements/agreement.routes';
import { agreementsAccess } from '../../agreements/agreements.access';
import { ChangeRulesRoute } from '../../agreements/change-rules';
import type { Day } from '../../kernel/calendar';
import { AGREEMENT_ID_FORM, type AgreementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam } from '../../platform/http/parameters';
import { type FieldFault, Problem } from '../../platform/http/problem';
import { Doors } from '../frame/doors';
import { dayIn, shareText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { RulesForm } from './rules-form';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { bodyOfRules, PLAIN_RULES, rulesAfter, TypedRules, typedOf } from './typed-rules';
import { type SignedInVisit, TheVisit } from '../frame/visit';

const RULES = `${PATHS.agreements}/:agreementId/rules`;

const WORDS = {
  da: {
    agreements: 'Rammeaftaler',
    title: 'Ændr aftalens regler',
    lead: 'Det, der er afregnet efter de gamle regler, står ved magt. Regler, der ikke er nævnt her, gælder uændret.',
  },
  en: {
    agreements: 'Framework agreements',
    title: 'Change the rules of the agreement',
    lead: 'What was settled by the old rules stands. Rules that are not named here hold unchanged.',
  },
};

/** Other rules from a day: the plain ones in fields, the rest carried over. */
@Pages()
export class ChangeRulesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(RULES)
  @Allowed(agreementsAccess.changeRules)
  async ask(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const on = dayIn(visit.query.get('from')) ?? this.clock.today();
    const agreement = await this.agreement(id, on, visit);
    const filledInOn = beginningOf(agreement, on);
    return rulesScreen(agreement, visit, freshForm({ ...typedOf(agreement.rules), filledInOn }));
  }

  @Post(RULES)
  @Allowed(agreementsAccess.changeRules)
  change(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const { form: body, asTyped } = bodyOfRules(form);
    return this.forms.take(
      visit,
      TypedRules,
      body,
      async (typed) => {
        const { from, reason, filledInOn } = typed;
        const before = await this.agreement(id, from, visit);
        if (beginningOf(before, from) !== filledInOn) throw notChanged(otherRulesHold);
        const rules = rulesAfter(before.rules, typed);
        const route = this.doors.open(ChangeRulesRoute, visit);
        const { position } = await route.change(id, { from, rules, reason }, visit.actor).catch(atItsField);
        return new SeeOther(`${PATHS.agreements}/${id}`, { effectiveOn: from, position });
      },
      async (state) =>
        rulesScreen(await this.agreement(id, this.clock.today(), visit), visit, {
          ...state,
          typed: form,
          faults: asTyped(state.faults).map(inPercent),
        }),
    );
  }

  private agreement(id: AgreementId, effectiveOn: Day, visit: SignedInVisit): Promise<AgreementView> {
    return this.doors.open(AgreementRoutes, visit).find(id, { effectiveOn });
  }
}

/** The first day of the set of rules that holds on the day. */
const beginningOf = ({ first, ruleDays }: AgreementView, on: Day): Day =>
  ruleDays.findLast((day) => day <= on) ?? first;

/** The rules stay as they are, for what is wrong with a field. */
const notChanged = (fault: FieldFault): Problem =>
  new Problem(
    422,
    fault.code,
    { da: 'Reglerne er ikke ændret.', en: 'The rules have not been changed.' },
    { errors: [fault] },
  );

/** What is counted in 1/10,000 is typed in percent. */
const inPercent = (fault: FieldFault): FieldFault =>
  fault.code === 'NOT_A_WHOLE_NUMBER' && fault.field.endsWith('Bp')
    ? { ...fault, da: 'Skriv en sats i procent, som 97,5.', en: 'Write a rate in percent, such as 97,5.' }
    : fault;

const otherRulesHold: FieldFault = {
  field: 'from',
  code: 'OTHER_RULES_HOLD',
  da: 'Fra den dag gælder andre regler end dem, der er udfyldt her. Åbn reglerne den dag, og ændr dem der.',
  en: 'From that day other rules hold than those filled in here. Open the rules of that day and change them there.',
};

/** A limit that is broken is said where the rule was typed; other refusals go on as they are. */
const atItsField = (error: unknown): never => {
  if (!(error instanceof Refused) || error.rejection.code !== 'RULE_OUT_OF_LIMITS') throw error;
  const { rule, min, max } = error.rejection.values;
  const field = rule === 'tariffCap' ? 'baseYear' : PLAIN_RULES.find((each) => each === rule);
  if (field === undefined) throw error;
  const [from, to] = [min, max].map((limit) => (field.endsWith('Bp') ? shareText(Number(limit)) : String(limit)));
  throw notChanged({
    field,
    code: error.rejection.code,
    da: `Skal være fra ${from} til ${to}.`,
    en: `Must be from ${from} to ${to}.`,
  });
};

const rulesScreen = (agreement: AgreementView, visit: SignedInVisit, state: FormState): Screen => {
  const words = WORDS[visit.language];
  const { agreementId, name } = agreement;
  return screen({
    title: words.title,
    crumbs: [
      { href: PATHS.agreements, text: words.agreements },
      { href: `${PATHS.agreements}/${agreementId}`, text: name },
    ],
    body: (
      <>
        <p class="font-lead">{words.lead}</p>
        <RulesForm action={`${PATHS.agreements}/${agreementId}/rules`} state={state} />
      </>
    ),
  });
};
