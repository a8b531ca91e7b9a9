import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes, type AgreementView } from '../../agreements/agreement.routes';
import { agreementsAccess } from '../../agreements/agreements.access';
import type { RuleName } from '../../agreements/agreement.events';
import { type ChangeRulesBody, ChangeRulesRoute } from '../../agreements/change-rules';
import { PreviewRulesRoute, type RulesPreviewView } from '../../agreements/preview-rules';
import type { Day } from '../../kernel/calendar';
import { AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam } from '../../platform/http/parameters';
import { type FieldFault, Problem } from '../../platform/http/problem';
import { Confirm } from '../components/previewed';
import { Doors } from '../frame/doors';
import { dayIn, dayText, shareText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { inPercent } from '../frame/typed-amounts';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { ChangedRules } from './rule-changes';
import { RulesForm } from './rules-form';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { bodyOfRules, fieldOfRule, rulesAfter, TypedRules, typedOf, withoutRemoved } from './typed-rules';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const RULES = `${PATHS.agreements}/:agreementId/rules`;

const WORDS = {
  da: {
    agreements: 'Rammeaftaler',
    title: 'Ændr aftalens regler',
    lead: 'Det, der er afregnet efter de gamle regler, står ved magt. Regler, der ikke er nævnt her, gælder uændret.',
    preview: (day: string) => `Det ændrer sig fra ${day}`,
    until: (day: string) => `De nye regler gælder til og med ${day}; derefter gælder dem, der allerede er skrevet.`,
    unchanged: 'Reglerne siger allerede det, der er udfyldt, så der sker intet.',
    confirm: 'Ændr reglerne',
  },
  en: {
    agreements: 'Framework agreements',
    title: 'Change the rules of the agreement',
    lead: 'What was settled by the old rules stands. Rules that are not named here hold unchanged.',
    preview: (day: string) => `What changes from ${day}`,
    until: (day: string) => `The new rules hold until ${day}, included; after that, those already recorded.`,
    unchanged: 'The rules say already what is filled in, so nothing happens.',
    confirm: 'Change the rules',
  },
};

/** Other rules from a day, looked at before they are recorded; what the form does not ask for is carried over. */
@Pages()
export class ChangeRulesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
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
    return this.rulesScreen(agreement, visit, freshForm({ ...typedOf(agreement.rules), filledInOn }));
  }

  @Post(`${RULES}/preview`)
  @Allowed(agreementsAccess.previewRules)
  preview(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, form, visit, async (body) => {
      const preview = await this.doors.open(PreviewRulesRoute, visit).preview(id, body, visit.actor);
      const agreement = await this.agreement(id, body.from, visit);
      return this.rulesScreen(agreement, visit, freshForm(withoutRemoved(form)), preview);
    });
  }

  @Post(RULES)
  @Allowed(agreementsAccess.changeRules)
  change(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, form, visit, async (body) => {
      const { position } = await this.doors.open(ChangeRulesRoute, visit).change(id, body, visit.actor);
      return new SeeOther(`${PATHS.agreements}/${id}`, { effectiveOn: body.from, position });
    });
  }

  private take(
    id: AgreementId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: ChangeRulesBody) => Promise<PageAnswer>,
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
        return send({ from, rules: rulesAfter(before.rules, typed), reason }).catch(atItsField(typed));
      },
      async (state) =>
        this.rulesScreen(await this.agreement(id, this.clock.today(), visit), visit, {
          ...state,
          typed: form,
          faults: asTyped(state.faults).map(inPercent),
        }),
    );
  }

  private rulesScreen(
    { agreementId, name, rules }: AgreementView,
    { language }: SignedInVisit,
    state: FormState,
    preview?: RulesPreviewView,
  ): Screen {
    const words = WORDS[language];
    const at = `${PATHS.agreements}/${agreementId}`;
    const { provenance } = rules;
    return screen({
      title: words.title,
      crumbs: [
        { href: PATHS.agreements, text: words.agreements },
        { href: at, text: name },
      ],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {preview !== undefined && (
            <Preview of={preview} action={`${at}/rules`} typed={state.typed} name={this.names.all()} />
          )}
          <RulesForm
            action={`${at}/rules/preview`}
            state={state}
            standing={provenance.map((origin) => origin.name as RuleName)}
            previewed={preview !== undefined}
          />
        </>
      ),
    });
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

const otherRulesHold: FieldFault = {
  field: 'from',
  code: 'OTHER_RULES_HOLD',
  da: 'Fra den dag gælder andre regler end dem, der er udfyldt her. Åbn reglerne den dag, og ændr dem der.',
  en: 'From that day other rules hold than those filled in here. Open the rules of that day and change them there.',
};

/** What is wrong with one rule is said where it was typed; other refusals go on as they are. */
const atItsField =
  (typed: TypedRules) =>
  (error: unknown): never => {
    if (!(error instanceof Refused)) throw error;
    const { code, values } = error.rejection;
    const { rule, part, min, max, paragraph } = values;
    const field = fieldOfRule(String(rule), part === undefined ? undefined : String(part), typed);
    if (field === undefined) throw error;
    if (code === 'PARAGRAPH_TWICE')
      throw notChanged({ field, code, da: `${paragraph} står to gange.`, en: `${paragraph} stands twice.` });
    if (code !== 'RULE_OUT_OF_LIMITS') throw error;
    const [from, to] = [min, max].map((limit) => (field.endsWith('Bp') ? shareText(Number(limit)) : String(limit)));
    throw notChanged({ field, code, da: `Skal være fra ${from} til ${to}.`, en: `Must be from ${from} to ${to}.` });
  };

const Preview = ({
  of: { from, until, changed, before, rules },
  action,
  typed,
  name,
}: {
  of: RulesPreviewView;
  action: string;
  typed: TypedForm;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const title = words.preview(dayText(from, language));
  return (
    <section class="panel">
      <h2>{title}</h2>
      {changed.length === 0 ? (
        <p>{words.unchanged}</p>
      ) : (
        <>
          {until !== undefined && <p>{words.until(dayText(until, language))}</p>}
          <ChangedRules caption={title} changed={changed} before={before} after={rules} name={name} />
          <Confirm action={action} typed={typed} submit={words.confirm} />
        </>
      )}
    </section>
  );
};
